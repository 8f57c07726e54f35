namespace EmailPlatform.Storage.BuiltIn;

public sealed class MemoryCapStoreTests : CapStoreBehaviour
{
    protected override StoreHome CreateHome() => new MemoryHome();
}
