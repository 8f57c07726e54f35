using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EmailPlatform.Server.Json;

/// <summary>
/// Reads JSON that is kept as it came, and sees to it that all its text is text. The reader leaves that to whoever asks
/// for a string: a byte that is no UTF-8 or half a surrogate pair would come to light when a message is rendered.
/// </summary>
internal sealed class ElementConverter : JsonConverter<JsonElement>
{
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var element = JsonMetadataServices.JsonElementConverter.Read(ref reader, typeToConvert, options);
        try
        {
            Check(element);
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("Text that is not Unicode.", exception);
        }

        return element;
    }

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);

    private static void Check(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Check(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    Check(member.Value);
                }

                break;
        }
    }
}
