using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Platform.Templates.Locales;

namespace EmailPlatform.Platform.Messages;

/// <summary>The language of a message as a variable, for templates that show it; those who render elsewhere get it from their connector.</summary>
internal static class PayloadLocale
{
    private const string Name = "locale";

    /// <summary>The payload with <c>locale</c>; one that it has itself stays.</summary>
    public static JsonElement Add(JsonElement payload, MailLocale locale)
    {
        if (payload.ValueKind != JsonValueKind.Object || payload.TryGetProperty(Name, out _))
        {
            return payload;
        }

        var members = JsonObject.Create(payload) ?? [];
        members[Name] = locale.Best;
        using var document = JsonDocument.Parse(members.ToJsonString());
        return document.RootElement.Clone();
    }
}
