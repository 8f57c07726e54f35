using EmailPlatform.Storage.Messages;

namespace EmailPlatform.Storage.Sqlite;

public sealed class SqliteMessageLeaseTests : LeaseBehaviour
{
    protected override StoreHome CreateHome() => new SqliteHome();
}
