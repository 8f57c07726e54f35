using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.Postmark;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(PostmarkConfig))]
internal sealed partial class PostmarkConfigJson : JsonSerializerContext;
