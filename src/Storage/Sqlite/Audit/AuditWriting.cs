using EmailPlatform.Platform.Audit;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Audit;

/// <summary>Writes an audit entry inside the transaction of the change that it tells of.</summary>
internal static class AuditWriting
{
    public static void Insert(Session session, AuditEntry entry) => session.Execute(
        "audit.insert",
        ("tenant", entry.Tenant?.ToString()),
        ("at", Micros.Of(entry.At)),
        ("keyId", entry.Actor.KeyId),
        ("actor", entry.Actor.Name),
        ("address", entry.Actor.Address),
        ("action", entry.Action),
        ("details", StoredJson.Write(entry.Details)));
}
