namespace EmailPlatform.Platform.Tenants;

/// <summary>How tenants are kept.</summary>
public sealed class TenantOptions
{
    /// <summary>Tenants in memory on one node; beyond it those not used for longest go, and load again when they are asked for.</summary>
    public int Hosted { get; set; } = 10_000;

    /// <summary>How long after its deletion a tenant is purged.</summary>
    public TimeSpan PurgeAfter { get; set; } = TimeSpan.FromDays(30);
}
