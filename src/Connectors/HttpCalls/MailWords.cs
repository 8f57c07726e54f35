using System.Text.Json;

namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>What a mail holds that nobody's answer may repeat: codes, links and the texts themselves.</summary>
internal static class MailWords
{
    // Shorter ones ("en", "1") stand everywhere by chance.
    private const int Least = 4;

    public static IEnumerable<Secret> Of(Mail mail) => Values(mail.Payload)
        .Concat([mail.Content?.Html, mail.Content?.Text, mail.Content?.Subject])
        .Where(value => value is { Length: >= Least })
        .Select(value => new Secret(value ?? ""));

    private static IEnumerable<string?> Values(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Values(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Values),
        JsonValueKind.String => [element.GetString()],
        JsonValueKind.Number => [element.GetRawText()],
        _ => [],
    };
}
