using System.Text.Json;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>The wish to have in one tenant what another one has.</summary>
/// <param name="SourceRevision">Which revision of the source; the active one when <c>null</c>.</param>
/// <param name="Overrides">Values that differ in the target, by path: <c>config.fromEmail</c>, <c>settings.defaultLocale</c>, <c>templates.SignIn.de.subject</c>.</param>
/// <param name="Secrets">By path in the configuration (<c>auth.pass</c>): the target's value, or <c>null</c> to copy the source's.</param>
/// <param name="PlanHash">What a dry run answered; needed to apply.</param>
/// <param name="Activate">Whether the promoted revision sends at once.</param>
/// <param name="File">Taken in place of the source, which is then the target itself.</param>
/// <param name="ForceReason">Overrides the guards; the audit shows it.</param>
public sealed record PromotionRequest(
    TenantId Source,
    TenantId Target,
    IReadOnlyList<PromotionPart> Include,
    int? SourceRevision,
    IReadOnlyDictionary<string, JsonElement> Overrides,
    IReadOnlyDictionary<string, Secret?> Secrets,
    string? PlanHash = null,
    bool Activate = false,
    string? ForceReason = null,
    ConfigurationFile? File = null)
{
    public bool Includes(PromotionPart part) => Include.Contains(part);
}
