using EmailPlatform.Storage.Promotions;

namespace EmailPlatform.Storage.Sqlite;

public sealed class SqlitePromotionStoreTests : PromotionStoreBehaviour
{
    protected override StoreHome CreateHome() => new SqliteHome();
}
