using EmailPlatform.Connectors;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Server.Hosting;

/// <summary>What one tenant may use of this installation's identity at a cloud. Section <c>EmailPlatform:Permissions:Cloud:&lt;tenant&gt;</c>.</summary>
public sealed class CloudGrantOptions
{
    /// <summary>Roles that may be assumed for it; the tenant's id goes along as the external id.</summary>
    public IList<string> Roles { get; } = [];

    /// <summary>It may send with the credentials that this process was started with.</summary>
    public bool AmbientCredentials { get; set; }

    /// <exception cref="FormatException">A tenant's id is none; the message is for the operator.</exception>
    internal static IReadOnlyDictionary<TenantId, CloudGrant> Parse(IEnumerable<KeyValuePair<string, CloudGrantOptions>> grants) => grants.ToDictionary(
        grant => TenantId.TryParse(grant.Key, out var tenant) ? tenant : throw new FormatException($"EmailPlatform:Permissions:Cloud:{grant.Key} is not named by a tenant's id."),
        grant => new CloudGrant([.. grant.Value.Roles], grant.Value.AmbientCredentials));
}
