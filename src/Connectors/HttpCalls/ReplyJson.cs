using System.Globalization;
using System.Text.Json;

namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>
/// A place in a provider's JSON, read leniently: what is missing, of another kind or no text is absent, and nothing throws.
/// One odd member must not hide the others, nor turn an answer into a fault of ours.
/// </summary>
internal readonly struct ReplyJson(JsonElement value)
{
    private const int MaxDepth = 32;

    public bool IsObject => value.ValueKind == JsonValueKind.Object;

    /// <summary>Nothing when the bytes are no JSON.</summary>
    public static ReplyJson Parse(ReadOnlyMemory<byte>? body)
    {
        if (body is not { Length: > 0 } bytes)
        {
            return default;
        }

        try
        {
            var text = bytes.Span is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return new ReplyJson(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>A member of this object; the name's case counts.</summary>
    public ReplyJson Member(string name)
    {
        try
        {
            return IsObject && value.TryGetProperty(name, out var member) ? new ReplyJson(member) : default;
        }
        catch (InvalidOperationException)
        {
            // A name with bytes that are no UTF-8 or half a surrogate pair: seen only when names are compared.
            return default;
        }
    }

    /// <summary>A string that is not empty, or a number as it is written.</summary>
    public string? Text(string name) => Member(name).AsText();

    /// <summary>A whole number, also one within quotes.</summary>
    public int? Number(string name) =>
        int.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What a list holds; nothing for anything else.</summary>
    public IEnumerable<ReplyJson> Items(string name)
    {
        var list = Member(name).Element;
        return list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(item => new ReplyJson(item)) : [];
    }

    public string? AsText()
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private JsonElement Element => value;
}
