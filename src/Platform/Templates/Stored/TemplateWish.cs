using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Templates.Stored;

/// <summary>A template that somebody wants to be the one of its usage and locale.</summary>
/// <param name="Locale">Canonical.</param>
/// <param name="Where">Its path in the request, for problems; empty where the request is the template.</param>
public sealed record TemplateWish(UsageType UsageType, string Locale, TemplateSource Source, string Where = "");
