namespace EmailPlatform.Platform.Promotions;

/// <summary>A template that a promotion changed, at one moment.</summary>
/// <param name="Version">Its version; <c>null</c> where there was none.</param>
public sealed record PromotedTemplate(string UsageType, string Locale, int? Version);
