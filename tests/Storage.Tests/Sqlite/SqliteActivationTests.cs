using EmailPlatform.Storage.Tenants;

namespace EmailPlatform.Storage.Sqlite;

public sealed class SqliteActivationTests : ActivationBehaviour
{
    protected override StoreHome CreateHome() => new SqliteHome();
}
