using EmailPlatform.Storage.Messages;

namespace EmailPlatform.Storage.Sqlite;

public sealed class SqliteMessageExpiryTests : ExpiryBehaviour
{
    protected override StoreHome CreateHome() => new SqliteHome();
}
