using EmailPlatform.Storage.BuiltIn;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresCapStoreTests : CapStoreBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();
}
