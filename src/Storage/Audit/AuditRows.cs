using System.Data.Common;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Audit;

/// <summary>Reads the rows of <c>audit.sql</c> and gives its statements their values, whichever store's they are.</summary>
internal static class AuditRows
{
    public static RecordedAudit Read(DbDataReader row) => new(
        row.GetInt64(0),
        new AuditEntry(
            row.TextOrNull(1) is { } tenant ? TenantId.Parse(tenant) : null,
            row.Time(2),
            new Actor(row.GetString(3), row.GetString(4), row.TextOrNull(5)),
            row.GetString(6),
            StoredJson.ReadFacts(row.GetString(7))));

    public static (string Name, object? Value)[] Values(AuditEntry entry) =>
    [
        ("tenant", entry.Tenant?.ToString()),
        ("at", entry.At),
        ("keyId", entry.Actor.KeyId),
        ("actor", entry.Actor.Name),
        ("address", entry.Actor.Address),
        ("action", entry.Action),
        ("details", StoredJson.Write(entry.Details)),
    ];
}
