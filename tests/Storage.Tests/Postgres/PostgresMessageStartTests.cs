using EmailPlatform.Storage.Messages;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresMessageStartTests : StartBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();
}
