using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.Pretend;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(PretendConfig))]
internal sealed partial class PretendJson : JsonSerializerContext;
