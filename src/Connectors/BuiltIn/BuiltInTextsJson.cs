using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.BuiltIn;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BuiltInTexts))]
internal sealed partial class BuiltInTextsJson : JsonSerializerContext;
