using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.SMTP2GO;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Smtp2GoConfig))]
internal sealed partial class Smtp2GoConfigJson : JsonSerializerContext;
