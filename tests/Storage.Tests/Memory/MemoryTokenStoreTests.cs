using EmailPlatform.Storage.Tenants;

namespace EmailPlatform.Storage.Memory;

public sealed class MemoryTokenStoreTests : TokenStoreBehaviour
{
    protected override StoreHome CreateHome() => new MemoryHome();
}
