using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.Http;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HttpEmail))]
internal sealed partial class HttpEmailJson : JsonSerializerContext;
