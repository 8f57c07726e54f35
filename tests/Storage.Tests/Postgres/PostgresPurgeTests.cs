using System.Data.Common;
using EmailPlatform.Storage.Tenants;
using Npgsql;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresPurgeTests : StoredPurgeBehaviour
{
    private readonly PostgresHome _home = new();

    protected override string TenantTables =>
        "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'tenant'";

    protected override StoreHome CreateHome() => _home;

    protected override DbConnection Connect() => new NpgsqlConnection(_home.OutsideConnection + ";Pooling=false");
}
