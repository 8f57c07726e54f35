using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.Http;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(HttpConfig))]
internal sealed partial class HttpConfigJson : JsonSerializerContext;
