using EmailPlatform.Storage.Messages;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresMessageInsertTests : InsertBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();
}
