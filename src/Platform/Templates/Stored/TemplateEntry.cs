using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Templates.Stored;

/// <summary>One of a tenant's templates as it stands, without its content.</summary>
/// <param name="Locale">A canonical BCP 47 tag.</param>
/// <param name="Version">1, 2, 3 … of this usage and locale; a template that was deleted and comes again goes on counting.</param>
/// <param name="Hash">Of the content.</param>
/// <param name="At">When this version was saved.</param>
/// <param name="By">The key's name.</param>
public sealed record TemplateEntry(UsageType UsageType, string Locale, int Version, string Hash, DateTimeOffset At, string By);
