namespace EmailPlatform.Platform.Tenants;

/// <summary>A tenant that is there now.</summary>
/// <param name="IsNew">Whether this call created it; else it only confirmed it.</param>
public sealed record TenantCreated(TenantSnapshot Tenant, bool IsNew);
