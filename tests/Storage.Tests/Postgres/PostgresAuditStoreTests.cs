using EmailPlatform.Storage.Audit;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresAuditStoreTests : AuditStoreBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();
}
