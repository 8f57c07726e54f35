using EmailPlatform.Storage.Messages;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresMessageReclaimTests : ReclaimBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();
}
