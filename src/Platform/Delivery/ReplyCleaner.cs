using System.Text;
using System.Text.Json;
using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Delivery;

/// <summary>
/// Makes a provider's words fit to be kept: control characters out, this message's values and the connector's secrets
/// out (providers quote them), 512 characters at most.
/// </summary>
internal static class ReplyCleaner
{
    private const int MaxLength = 512;

    // Shorter values ("en", "a") stand everywhere by chance; taking them out would say nothing and spoil every reply.
    private const int LeastValue = 4;

    public static string? Clean(string? reply, JsonElement payload, IReadOnlyList<Secret> secrets)
    {
        if (string.IsNullOrEmpty(reply))
        {
            return null;
        }

        var text = reply;
        foreach (var value in secrets.Select(secret => secret.Reveal()).Concat(Values(payload)).Where(value => value.Length >= LeastValue).OrderByDescending(value => value.Length))
        {
            text = text.Replace(value, "***", StringComparison.OrdinalIgnoreCase);
        }

        var clean = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > MaxLength)
            {
                break;
            }

            clean.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return clean.ToString();
    }

    private static IEnumerable<string> Values(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Values(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Values),
        JsonValueKind.String => [element.GetString() ?? ""],
        JsonValueKind.Number => [element.GetRawText()],
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null or JsonValueKind.Undefined => [],
        _ => throw new ArgumentOutOfRangeException(nameof(element), element.ValueKind, null),
    };
}
