using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.DevelopmentMailbox;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(MailboxConfig))]
internal sealed partial class MailboxConfigJson : JsonSerializerContext;
