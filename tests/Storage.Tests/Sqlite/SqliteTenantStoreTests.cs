using EmailPlatform.Storage.Tenants;

namespace EmailPlatform.Storage.Sqlite;

public sealed class SqliteTenantStoreTests : TenantStoreBehaviour
{
    protected override StoreHome CreateHome() => new SqliteHome();
}
