using System.Text.Json;
using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors;

/// <summary>A stored configuration is sealed as a whole, so inside it a secret is a plain string.</summary>
public sealed class SecretJsonConverter : JsonConverter<Secret>
{
    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? new Secret(reader.GetString() ?? "") : throw new JsonException("A secret is a string.");

    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue(value.Reveal());
}
