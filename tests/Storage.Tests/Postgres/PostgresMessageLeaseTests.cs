using EmailPlatform.Storage.Messages;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresMessageLeaseTests : LeaseBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();
}
