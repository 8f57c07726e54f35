using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.Postmark;

// A member with null in it makes Postmark refuse a templated message as invalid JSON, so what is not set is left out.
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PostmarkMessage))]
internal sealed partial class PostmarkWireJson : JsonSerializerContext;
