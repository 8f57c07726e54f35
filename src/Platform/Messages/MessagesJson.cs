using System.Text.Json.Serialization;

namespace EmailPlatform.Platform.Messages;

/// <summary>How messages are stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MessageContent))]
internal sealed partial class MessagesJson : JsonSerializerContext;
