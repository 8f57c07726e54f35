using EmailPlatform.Storage.Promotions;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresPromotionStoreTests : PromotionStoreBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();
}
