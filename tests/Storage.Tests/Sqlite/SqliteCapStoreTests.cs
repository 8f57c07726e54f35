using EmailPlatform.Storage.BuiltIn;

namespace EmailPlatform.Storage.Sqlite;

public sealed class SqliteCapStoreTests : CapStoreBehaviour
{
    protected override StoreHome CreateHome() => new SqliteHome();
}
