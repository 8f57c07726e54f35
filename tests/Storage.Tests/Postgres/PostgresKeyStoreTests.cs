using EmailPlatform.Storage.Keys;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresKeyStoreTests : KeyStoreBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();
}
