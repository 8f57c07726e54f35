using System.Text.Json.Serialization;

namespace EmailPlatform.Platform.Templates;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TemplateSource))]
internal sealed partial class TemplatesJson : JsonSerializerContext;
