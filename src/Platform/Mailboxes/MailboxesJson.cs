using System.Text.Json.Serialization;
using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Mailboxes;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeptMail))]
internal sealed partial class MailboxesJson : JsonSerializerContext;
