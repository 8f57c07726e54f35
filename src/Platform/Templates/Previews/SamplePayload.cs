using System.Text.Json;
using System.Text.Json.Nodes;

namespace EmailPlatform.Platform.Templates.Previews;

/// <summary>What previews and tests show where nothing else is given.</summary>
internal static class SamplePayload
{
    private const string Code = "000000";

    // For templates that show nothing but a link.
    private const string Link = "https://example.com/000000";

    /// <summary>The payload with a code and a link, unless it has one of them.</summary>
    public static JsonElement Complete(JsonElement? payload)
    {
        var members = payload is { ValueKind: JsonValueKind.Object } given ? JsonObject.Create(given.Clone()) ?? [] : [];
        if (!members.ContainsKey("code") && !members.ContainsKey("link"))
        {
            members["code"] = Code;
            members["link"] = Link;
        }

        using var document = JsonDocument.Parse(members.ToJsonString());
        return document.RootElement.Clone();
    }
}
