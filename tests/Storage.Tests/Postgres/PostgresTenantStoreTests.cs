using EmailPlatform.Storage.Tenants;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresTenantStoreTests : TenantStoreBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();
}
