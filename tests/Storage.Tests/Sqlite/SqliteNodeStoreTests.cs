using EmailPlatform.Storage.Nodes;

namespace EmailPlatform.Storage.Sqlite;

public sealed class SqliteNodeStoreTests : NodeStoreBehaviour
{
    protected override StoreHome CreateHome() => new SqliteHome();
}
