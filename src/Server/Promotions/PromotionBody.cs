using System.Text.Json;
using EmailPlatform.Server.Connector;

namespace EmailPlatform.Server.Promotions;

/// <summary>What to promote, and where to.</summary>
/// <param name="Target">The tenant that is to have it.</param>
/// <param name="Include"><c>connector</c>, <c>templates</c>, <c>settings</c>.</param>
/// <param name="SourceRevision">The active one when absent.</param>
/// <param name="Overrides">What is to differ in the target, by path: <c>config.fromEmail</c>, <c>settings.defaultLocale</c>, <c>templates.SignIn.de.subject</c>.</param>
/// <param name="Secrets">By path in the configuration, such as <c>auth.pass</c>: the target's value, or <c>{ "copy": true }</c> for the source's.</param>
/// <param name="DryRun">Whether only the plan is made; when absent, it is unless there is a plan to apply.</param>
/// <param name="PlanHash">The plan to apply, as a dry run answered it.</param>
/// <param name="Activate">Whether the promoted revision sends at once.</param>
internal sealed record PromotionBody(
    string Target,
    IReadOnlyList<string> Include,
    int? SourceRevision = null,
    IReadOnlyDictionary<string, JsonElement>? Overrides = null,
    IReadOnlyDictionary<string, JsonElement>? Secrets = null,
    bool? DryRun = null,
    string? PlanHash = null,
    bool Activate = false,
    ForceRequest? Force = null);
