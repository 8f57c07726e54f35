namespace EmailPlatform.Storage.Sqlite;

public sealed class SqlitePlatformStoreTests : PlatformStoreBehaviour
{
    protected override StoreHome CreateHome() => new SqliteHome();
}
