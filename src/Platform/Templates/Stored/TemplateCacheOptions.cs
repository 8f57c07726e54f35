namespace EmailPlatform.Platform.Templates.Stored;

/// <summary>How many compiled templates of tenants a node keeps in memory.</summary>
public sealed class TemplateCacheOptions
{
    /// <summary>Characters of their sources together; beyond it those not used for longest go, and are compiled again when they are asked for.</summary>
    public long MostCharacters { get; set; } = 32 * 1024 * 1024;
}
