using System.Text.Json;
using EmailPlatform.Platform.Testing;

namespace EmailPlatform.Server.Connector;

/// <summary>A configuration to test without keeping it, and how.</summary>
/// <param name="Type">A connector type or one of its aliases.</param>
/// <param name="Config">As the type's schema has it; secrets may be kept from stored revisions.</param>
internal sealed record UnstoredTestBody(
    string Type,
    JsonElement Config,
    string To,
    IReadOnlyList<string>? UsageTypes = null,
    IReadOnlyList<string>? Locales = null,
    JsonElement? Payload = null,
    bool Send = true)
{
    public TestRequest ToRequest() => new(To, UsageTypes, Locales, Payload, Send);
}
