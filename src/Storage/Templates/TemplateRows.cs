using System.Data.Common;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Templates;

/// <summary>Rows of <c>templates.sql</c>, whichever store's they are.</summary>
internal static class TemplateRows
{
    public static TemplateVersion Version(DbDataReader row) => new(
        TenantId.Parse(row.GetString(0)),
        UsageType.Parse(row.GetString(1)),
        row.GetString(2),
        row.GetInt32(3),
        row.TextOrNull(4),
        row.Time(5),
        row.GetString(6),
        row.TextOrNull(7) is { } source ? StoredJson.ReadTemplate(source) : null);

    /// <summary>Which template.</summary>
    public static (string Name, object? Value)[] Key(TenantId tenant, UsageType usageType, string locale) =>
        [("tenant", tenant.ToString()), ("usageType", usageType.ToString()), ("locale", locale)];

    public static (string Name, object? Value)[] Values(TemplateVersion version) =>
    [
        .. Key(version.Tenant, version.UsageType, version.Locale),
        ("number", version.Number),
        ("hash", version.Hash),
        ("at", version.At),
        ("by", version.By),
        ("source", version.Source is { } source ? StoredJson.Write(source) : null),
    ];
}
