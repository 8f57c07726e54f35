namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresPlatformStoreTests : PlatformStoreBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();
}
