using System.Text.Json.Serialization;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Server.Tenants;

/// <summary>A tenant and its settings.</summary>
/// <param name="Flows">The user flows that need email: what guards against breaking them.</param>
/// <param name="Usages">By usage type, what differs from the usage's default.</param>
/// <param name="Epoch">Counts activations and deletions of the connector.</param>
/// <param name="ActiveRevision">The revision that sends; <c>null</c> when no connector is active.</param>
/// <param name="Version">Counts every change; also the ETag.</param>
internal sealed record TenantResponse(
    string Id,
    string Name,
    TenantEnvironment Environment,
    string DefaultLocale,
    IReadOnlyList<string> Flows,
    IReadOnlyDictionary<string, UsageSettings> Usages,
    DeliverySettings Delivery,
    long Epoch,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? ActiveRevision,
    long Version,
    DateTimeOffset CreatedAt)
{
    public static TenantResponse Of(TenantState state) => new(
        state.Id.ToString(),
        state.Name,
        state.Environment,
        state.Settings.DefaultLocale,
        [.. (state.Settings.Flows ?? []).Select(flow => flow.ToString())],
        state.Settings.Usages ?? new Dictionary<string, UsageSettings>(),
        state.Settings.Delivery ?? new DeliverySettings(),
        state.Epoch,
        state.ActiveRevision,
        state.Version,
        state.CreatedAt);
}
