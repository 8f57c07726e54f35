using EmailPlatform.Storage.Messages;

namespace EmailPlatform.Storage.Sqlite;

public sealed class SqliteMessageStartTests : StartBehaviour
{
    protected override StoreHome CreateHome() => new SqliteHome();
}
