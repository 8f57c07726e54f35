using System.Data.Common;
using EmailPlatform.Storage.Tenants;
using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite;

public sealed class SqlitePurgeTests : StoredPurgeBehaviour
{
    private readonly SqliteHome _home = new();

    protected override string TenantTables =>
        "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'tenant' WHERE m.type = 'table'";

    protected override StoreHome CreateHome() => _home;

    protected override DbConnection Connect() => new SqliteConnection($"Data Source={_home.File};Pooling=False");
}
