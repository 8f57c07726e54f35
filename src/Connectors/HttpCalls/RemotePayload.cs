using System.Text.Json;

namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>
/// The variables for whoever renders elsewhere: the application's, and among them the message's locale as <c>locale</c>, where
/// Logto has it. Nobody else could choose the language.
/// </summary>
internal static class RemotePayload
{
    private const string Locale = "locale";

    public static JsonElement Of(Mail mail)
    {
        if (mail.Locale is not { } locale)
        {
            return mail.Payload;
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, mail.Payload, locale);
        }

        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement payload, string locale)
    {
        writer.WriteStartObject();
        if (payload.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in payload.EnumerateObject().Where(member => !member.NameEquals(Locale)))
            {
                member.WriteTo(writer);
            }
        }

        writer.WriteString(Locale, locale);
        writer.WriteEndObject();
    }
}
