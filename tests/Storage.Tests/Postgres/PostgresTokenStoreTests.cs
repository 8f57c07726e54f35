using EmailPlatform.Storage.Tenants;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresTokenStoreTests : TokenStoreBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();
}
