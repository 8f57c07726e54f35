using EmailPlatform.Storage.Audit;

namespace EmailPlatform.Storage.Sqlite;

public sealed class SqliteAuditStoreTests : AuditStoreBehaviour
{
    protected override StoreHome CreateHome() => new SqliteHome();
}
