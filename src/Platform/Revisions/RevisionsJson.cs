using System.Text.Json.Serialization;

namespace EmailPlatform.Platform.Revisions;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeptTokens))]
internal sealed partial class RevisionsJson : JsonSerializerContext;
