namespace EmailPlatform.Platform.Promotions;

/// <summary>What of a tenant can be promoted. Its environment, keys and limits are its own.</summary>
public enum PromotionPart
{
    /// <summary>One revision of its connector.</summary>
    Connector,

    /// <summary>The tenant's own templates, all of them: those that the source lacks go.</summary>
    Templates,

    /// <summary>What a tenant sets itself: default locale, flows, usages.</summary>
    Settings,
}
