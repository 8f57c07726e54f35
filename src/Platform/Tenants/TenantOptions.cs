namespace EmailPlatform.Platform.Tenants;

/// <summary>How tenants are kept in memory.</summary>
public sealed class TenantOptions
{
    /// <summary>Tenants in memory on one node; beyond it those not used for longest go, and load again when they are asked for.</summary>
    public int Hosted { get; set; } = 10_000;
}
