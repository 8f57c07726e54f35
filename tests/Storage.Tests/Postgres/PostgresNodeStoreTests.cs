using EmailPlatform.Storage.Nodes;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresNodeStoreTests : NodeStoreBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();
}
