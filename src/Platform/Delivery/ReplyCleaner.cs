using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
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
    private const int LongestId = 200;

    // Shorter values ("en", "a") stand everywhere by chance; taking them out would say nothing and spoil every reply.
    private const int LeastValue = 4;

    public static string? Clean(string? reply, JsonElement payload, IReadOnlyList<Secret> secrets)
    {
        if (string.IsNullOrEmpty(reply))
        {
            return null;
        }

        var values = secrets.Select(secret => secret.Reveal()).Concat(Values(payload)).Where(value => value.Length >= LeastValue).Distinct();
        var text = Mask(reply, values.SelectMany(Spellings));
        var clean = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > MaxLength)
            {
                break;
            }

            clean.Append(IsInvisible(rune) ? " " : rune.ToString());
        }

        return clean.ToString();
    }

    /// <summary>
    /// The id under which a provider knows a message: one line of at most 200 characters, and none of this message's values in
    /// an id's clothing. A value by chance inside a longer id stays: without it nobody finds the message there.
    /// </summary>
    public static string? CleanId(string? id, JsonElement payload, IReadOnlyList<Secret> secrets)
    {
        var clean = string.Concat((id ?? "").EnumerateRunes().Where(rune => !IsInvisible(rune) && rune != Rune.ReplacementChar)).Trim();
        if (clean.Length is 0 or > LongestId)
        {
            return null;
        }

        return secrets.Select(secret => secret.Reveal()).Concat(Values(payload)).Contains(clean, StringComparer.OrdinalIgnoreCase) ? null : clean;
    }

    // Providers fold lines and set blanks in what they quote: only what can be seen is compared.
    private static string Mask(string reply, IEnumerable<string> values)
    {
        var places = new List<int>(reply.Length);
        var seen = new StringBuilder(reply.Length);
        for (var i = 0; i < reply.Length; i++)
        {
            if (IsSeen(reply[i]))
            {
                places.Add(i);
                seen.Append(reply[i]);
            }
        }

        var text = seen.ToString();
        var hidden = new bool[reply.Length];
        foreach (var value in values.Select(value => string.Concat(value.Where(IsSeen))).Where(value => value.Length >= LeastValue))
        {
            for (var at = text.IndexOf(value, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(value, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                Array.Fill(hidden, true, places[at], places[at + value.Length - 1] - places[at] + 1);
            }
        }

        var masked = new StringBuilder(reply.Length);
        for (var i = 0; i < reply.Length; i++)
        {
            if (!hidden[i])
            {
                masked.Append(reply[i]);
            }
            else if (i == 0 || !hidden[i - 1])
            {
                masked.Append("***");
            }
        }

        return masked.ToString();
    }

    // As they stand, in a URL, in HTML, in JSON, and as an authentication exchange carries them.
    private static IEnumerable<string> Spellings(string value) =>
    [
        value,
        Uri.EscapeDataString(value),
        WebUtility.HtmlEncode(value),
        JsonEncodedText.Encode(value).ToString(),
        JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        value.Replace("/", "\\/", StringComparison.Ordinal),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(value)),
    ];

    private static bool IsSeen(char character) =>
        !char.IsWhiteSpace(character) && !char.IsControl(character) && char.GetUnicodeCategory(character) != UnicodeCategory.Format;

    private static bool IsInvisible(Rune rune) => Rune.IsControl(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

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
