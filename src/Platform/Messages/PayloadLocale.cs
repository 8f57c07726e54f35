using System.Text.Json;
using System.Text.Json.Nodes;

namespace EmailPlatform.Platform.Messages;

/// <summary>The language of a message as a variable, for templates that show it; those who render elsewhere get it from their connector.</summary>
internal static class PayloadLocale
{
    private const string Name = "locale";

    /// <summary>The payload with <c>locale</c>; one that it has itself stays.</summary>
    public static JsonElement Add(MessageContent content)
    {
        if (content.Payload.ValueKind != JsonValueKind.Object || content.Payload.TryGetProperty(Name, out _))
        {
            return content.Payload;
        }

        var members = JsonObject.Create(content.Payload) ?? [];
        members[Name] = content.MailLocale.Best;
        using var document = JsonDocument.Parse(members.ToJsonString());
        return document.RootElement.Clone();
    }
}
