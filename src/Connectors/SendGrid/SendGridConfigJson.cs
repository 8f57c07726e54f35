using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.SendGrid;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SendGridConfig))]
internal sealed partial class SendGridConfigJson : JsonSerializerContext;
