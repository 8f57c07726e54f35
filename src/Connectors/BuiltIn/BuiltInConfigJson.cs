using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.BuiltIn;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BuiltInConfig))]
internal sealed partial class BuiltInConfigJson : JsonSerializerContext;
