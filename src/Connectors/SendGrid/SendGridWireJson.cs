using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.SendGrid;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SendGridMessage))]
internal sealed partial class SendGridWireJson : JsonSerializerContext;
