using System.Text.Json;

namespace EmailPlatform.Platform.Testing;

/// <summary>The wish to try a configuration.</summary>
/// <param name="UsageTypes">All that are configured when <c>null</c>.</param>
/// <param name="Locales">The tenant's default when <c>null</c>.</param>
/// <param name="Payload">An object; the code is <c>000000</c> when it has neither a code nor a link.</param>
/// <param name="Send"><c>false</c> goes as far as authentication and renders everything; it proves nothing for an activation.</param>
public sealed record TestRequest(
    string? To,
    IReadOnlyList<string>? UsageTypes = null,
    IReadOnlyList<string>? Locales = null,
    JsonElement? Payload = null,
    bool Send = true);
