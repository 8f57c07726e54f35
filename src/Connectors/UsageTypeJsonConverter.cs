using System.Text.Json;
using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors;

/// <summary>Writes a usage type as its name, also as a member name; public because generated contexts of other projects construct it.</summary>
public sealed class UsageTypeJsonConverter : JsonConverter<UsageType>
{
    public override UsageType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()) : throw new JsonException("A usage type is a string.");

    public override void Write(Utf8JsonWriter writer, UsageType value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    public override UsageType ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, UsageType value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());

    private static UsageType Parse(string? text) =>
        UsageType.TryParse(text, out var usage) ? usage : throw new JsonException($"Usage types are {string.Join(", ", UsageType.All)}.");
}
