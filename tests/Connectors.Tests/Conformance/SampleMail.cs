using System.Text.Json;

namespace EmailPlatform.Connectors.Conformance;

internal static class SampleMail
{
    public static Mail Create(string to = "ada@example.net", MailContent? content = null) => new(
        "0197f2c1a5b07d3e8f00000000000001",
        EmailAddress.Parse(to),
        UsageType.SignIn,
        content ?? new MailContent("Your code", "<p>123456</p>", "123456"),
        JsonDocument.Parse("""{ "code": "123456" }""").RootElement,
        new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
}
