namespace EmailPlatform.Storage.Tenants;

public sealed class MemoryPurgeTests : PurgeBehaviour
{
    protected override StoreHome CreateHome() => new MemoryHome();
}
