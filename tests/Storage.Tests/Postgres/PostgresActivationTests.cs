using EmailPlatform.Storage.Tenants;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresActivationTests : ActivationBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();
}
