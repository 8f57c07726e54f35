using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.AmazonSes;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AmazonSesConfig))]
internal sealed partial class AmazonSesConfigJson : JsonSerializerContext;
