using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Keys;

/// <summary>What the audit says of a key: never the key, never its hash.</summary>
internal static class KeyAudit
{
    public static AuditEntry Of(string action, ApiKey key, TenantId? tenant, Actor by, DateTimeOffset at)
    {
        var details = new Dictionary<string, string> { ["key"] = key.Id, ["name"] = key.Name };
        if (key.IsAdmin)
        {
            details["admin"] = "true";
        }
        else
        {
            details["scopes"] = string.Join(", ", key.Scopes);

            // A tenant does not learn which others share the key.
            details["tenants"] = tenant is { } of ? of.ToString() : string.Join(", ", key.Tenants);
        }

        return new AuditEntry(tenant, at, by, action, details);
    }
}
