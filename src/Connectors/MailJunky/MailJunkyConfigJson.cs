using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.MailJunky;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(MailJunkyConfig))]
internal sealed partial class MailJunkyConfigJson : JsonSerializerContext;
