using EmailPlatform.Storage.Messages;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresMessageExpiryTests : ExpiryBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();
}
