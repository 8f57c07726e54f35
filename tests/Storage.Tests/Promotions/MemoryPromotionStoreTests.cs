namespace EmailPlatform.Storage.Promotions;

public sealed class MemoryPromotionStoreTests : PromotionStoreBehaviour
{
    protected override StoreHome CreateHome() => new MemoryHome();
}
