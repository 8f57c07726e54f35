using EmailPlatform.Storage.Tenants;

namespace EmailPlatform.Storage.Sqlite;

public sealed class SqliteTokenStoreTests : TokenStoreBehaviour
{
    protected override StoreHome CreateHome() => new SqliteHome();
}
