using EmailPlatform.Storage.Keys;

namespace EmailPlatform.Storage.Sqlite;

public sealed class SqliteKeyStoreTests : KeyStoreBehaviour
{
    protected override StoreHome CreateHome() => new SqliteHome();
}
