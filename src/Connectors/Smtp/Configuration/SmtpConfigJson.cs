using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.Smtp.Configuration;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SmtpConfig))]
internal sealed partial class SmtpConfigJson : JsonSerializerContext;
