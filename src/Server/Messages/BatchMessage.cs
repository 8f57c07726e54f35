using System.Text.Json;
using EmailPlatform.Platform.Messages;

namespace EmailPlatform.Server.Messages;

/// <summary>A message of a batch: <see cref="MessageRequest"/> and its key.</summary>
/// <param name="IdempotencyKey">1 to 256 characters.</param>
internal sealed record BatchMessage(
    string? To,
    string? UsageType,
    JsonElement? Payload = null,
    string? Locale = null,
    int? ExpiresIn = null,
    string? ReplyTo = null,
    IReadOnlyDictionary<string, string>? Headers = null,
    IReadOnlyList<AttachmentRequest>? Attachments = null,
    JsonElement? Metadata = null,
    string? Ip = null,
    string? IdempotencyKey = null)
{
    public MessageRequest ToRequest() => new(To, UsageType, Payload, Locale, ExpiresIn, ReplyTo, Headers, Attachments, Metadata, Ip);
}
