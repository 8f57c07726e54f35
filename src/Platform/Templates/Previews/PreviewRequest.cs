using System.Text.Json;
using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Templates.Previews;

/// <summary>The wish to see a mail before anybody gets it.</summary>
/// <param name="Locale">A tag as it came; what is none counts as absent.</param>
/// <param name="Template">A template that is not saved; <c>null</c>: the one that a message would get.</param>
/// <param name="Payload">Code and link are made up when it has neither.</param>
public sealed record PreviewRequest(UsageType UsageType, string? Locale = null, TemplateSource? Template = null, JsonElement? Payload = null);
