using EmailPlatform.Storage.Tenants;

namespace EmailPlatform.Storage.Memory;

public sealed class MemoryPurgeTests : PurgeBehaviour
{
    protected override StoreHome CreateHome() => new MemoryHome();
}
