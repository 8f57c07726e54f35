namespace EmailPlatform.Platform.Tenants;

/// <summary>Development tenants may keep their mail on the platform; production tenants send it.</summary>
public enum TenantEnvironment
{
    Development,
    Production,
}
