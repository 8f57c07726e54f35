using System.Text.Json.Nodes;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>What becomes of the target's settings.</summary>
/// <param name="Before">The promoted members as the target has them.</param>
/// <param name="After">As it will have them.</param>
internal sealed record SettingsPlan(TenantState Next, JsonObject Before, JsonObject After, IReadOnlyList<ConfigChange> Changes);
