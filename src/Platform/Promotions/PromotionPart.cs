namespace EmailPlatform.Platform.Promotions;

/// <summary>What of a tenant can be promoted. Its environment, keys and limits are its own.</summary>
public enum PromotionPart
{
    /// <summary>One revision of its connector.</summary>
    Connector,

    /// <summary>What a tenant sets itself: default locale, flows, usages.</summary>
    Settings,
}
