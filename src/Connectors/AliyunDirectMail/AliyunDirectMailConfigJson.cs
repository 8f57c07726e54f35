using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.AliyunDirectMail;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AliyunDirectMailConfig))]
internal sealed partial class AliyunDirectMailConfigJson : JsonSerializerContext;
