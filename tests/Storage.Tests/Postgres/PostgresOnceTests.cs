using EmailPlatform.Storage.Messages;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresOnceTests : OnceBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();
}
