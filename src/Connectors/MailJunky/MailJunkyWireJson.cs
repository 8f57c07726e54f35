using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.MailJunky;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MailJunkyMessage))]
internal sealed partial class MailJunkyWireJson : JsonSerializerContext;
