using System.Text.Json;

namespace EmailPlatform.Server.Templates;

/// <summary>What to show of which template.</summary>
/// <param name="Locale">As a message would ask for it.</param>
/// <param name="Template">One that is not saved; when absent, the one that a message would get.</param>
/// <param name="Payload">The variables; code and link are made up when it has neither.</param>
internal sealed record PreviewBody(string UsageType, string? Locale = null, TemplateBody? Template = null, JsonElement? Payload = null);
