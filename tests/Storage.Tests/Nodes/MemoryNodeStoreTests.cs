namespace EmailPlatform.Storage.Nodes;

public sealed class MemoryNodeStoreTests : NodeStoreBehaviour
{
    protected override StoreHome CreateHome() => new MemoryHome();
}
