using EmailPlatform.Platform.Audit;
using EmailPlatform.Storage.Audit;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Audit;

/// <summary>Writes an audit entry inside the transaction of the change that it tells of.</summary>
internal static class AuditWriting
{
    public static void Insert(Session session, AuditEntry entry) => session.Execute("audit.insert", AuditRows.Values(entry));
}
