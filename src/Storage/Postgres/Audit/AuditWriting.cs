using EmailPlatform.Platform.Audit;
using EmailPlatform.Storage.Audit;
using EmailPlatform.Storage.Postgres.Engine;

namespace EmailPlatform.Storage.Postgres.Audit;

/// <summary>Writes an audit entry inside the transaction of the change that it tells of.</summary>
internal static class AuditWriting
{
    public static Task<int> InsertAsync(PostgresSession session, AuditEntry entry) => session.ExecuteAsync("audit.insert", AuditRows.Values(entry));
}
