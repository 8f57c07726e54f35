using EmailPlatform.Storage.Messages;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresMessageListTests : ListBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();
}
