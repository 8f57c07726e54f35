namespace EmailPlatform.Storage.Tenants;

public sealed class MemoryTokenStoreTests : TokenStoreBehaviour
{
    protected override StoreHome CreateHome() => new MemoryHome();
}
