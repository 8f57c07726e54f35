using System.Text.Json;
using EmailPlatform.Platform.Testing;

namespace EmailPlatform.Server.Connector;

/// <summary>How to test.</summary>
/// <param name="To">Who gets the test mail.</param>
/// <param name="UsageTypes">All that are configured when absent.</param>
/// <param name="Locales">The tenant's default when absent.</param>
/// <param name="Payload">The code is <c>000000</c> when it has neither a code nor a link.</param>
/// <param name="Send"><c>false</c> renders everything and goes as far as authentication.</param>
internal sealed record TestBody(
    string To,
    IReadOnlyList<string>? UsageTypes = null,
    IReadOnlyList<string>? Locales = null,
    JsonElement? Payload = null,
    bool Send = true)
{
    public TestRequest ToRequest() => new(To, UsageTypes, Locales, Payload, Send);
}
