using EmailPlatform.Storage.Messages;

namespace EmailPlatform.Storage.Sqlite;

public sealed class SqliteMessageInsertTests : InsertBehaviour
{
    protected override StoreHome CreateHome() => new SqliteHome();
}
