using System.Text.Json;
using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors;

/// <summary>Reads and writes the whole URL: only the sealed, stored form goes through here.</summary>
public sealed class SecretUrlJsonConverter : JsonConverter<SecretUrl>
{
    public override SecretUrl Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? new SecretUrl(reader.GetString() ?? "") : throw new JsonException("A URL is a string.");

    public override void Write(Utf8JsonWriter writer, SecretUrl value, JsonSerializerOptions options) => writer.WriteStringValue(value.Reveal());
}
