using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.AmazonSes;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SesMessage))]
internal sealed partial class SesWireJson : JsonSerializerContext;
