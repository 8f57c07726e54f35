using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Server.Tenants;

/// <summary>What can be said of a tenant; all of it optional but the id of a new one. Described here, read by the tenant itself: a merge patch tells absent from null.</summary>
/// <param name="Id">2 to 63 of a-z, 0-9 and '-'; only when a tenant is created by POST.</param>
/// <param name="Environment">Set by admins only.</param>
/// <param name="Flows">Of <c>SignUp SignIn ForgotPassword Mfa Account Invitation</c>.</param>
/// <param name="Usages">By usage type.</param>
/// <param name="Delivery">Set by admins only.</param>
internal sealed record TenantBody(
    string? Id = null,
    string? Name = null,
    TenantEnvironment? Environment = null,
    string? DefaultLocale = null,
    IReadOnlyList<string>? Flows = null,
    IReadOnlyDictionary<string, UsageSettings>? Usages = null,
    DeliverySettings? Delivery = null);
