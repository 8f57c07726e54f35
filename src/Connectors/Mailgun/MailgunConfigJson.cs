using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.Mailgun;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(MailgunConfig))]
internal sealed partial class MailgunConfigJson : JsonSerializerContext;
