using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Tenants;

/// <summary>What a tenant can set, all of it optional. Stored as JSON: members are added, never renamed.</summary>
/// <param name="DefaultLocale">BCP 47 tag.</param>
/// <param name="Flows">The application's flows that need email; guard against breaking them.</param>
/// <param name="Usages">By usage type, only what differs from the usage's default.</param>
public sealed record TenantSettings(
    string DefaultLocale = "en",
    IReadOnlyList<Flow>? Flows = null,
    IReadOnlyDictionary<string, UsageSettings>? Usages = null,
    DeliverySettings? Delivery = null)
{
    /// <summary>The settings in force for a usage, every member filled in.</summary>
    public (TimeSpan Life, UnknownPolicy OnUnknown, bool Supersede) Of(UsageType usageType)
    {
        var defaults = UsageSettings.DefaultOf(usageType);
        var own = Usages is not null && Usages.TryGetValue(usageType.ToString(), out var found) ? found : defaults;
        return (
            TimeSpan.FromSeconds(own.ExpiresIn ?? defaults.ExpiresIn ?? 600),
            own.OnUnknown ?? defaults.OnUnknown ?? UnknownPolicy.Ask,
            own.Supersede ?? defaults.Supersede ?? false);
    }
}
