using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.SMTP2GO;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Smtp2GoMessage))]
internal sealed partial class Smtp2GoWireJson : JsonSerializerContext;
