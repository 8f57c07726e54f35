using EmailPlatform.Storage.Messages;

namespace EmailPlatform.Storage.Sqlite;

public sealed class SqliteMessageListTests : ListBehaviour
{
    protected override StoreHome CreateHome() => new SqliteHome();
}
