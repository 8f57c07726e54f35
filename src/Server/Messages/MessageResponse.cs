using System.Text.Json;
using EmailPlatform.Platform.Messages;

namespace EmailPlatform.Server.Messages;

/// <summary>A message, explained. Attempts stand in order; lists leave them and the timeline out.</summary>
/// <param name="Reason">Why it is held, failed, expired or waiting.</param>
/// <param name="Epoch">The tenant's epoch when it was accepted.</param>
internal sealed record MessageResponse(
    string Id,
    string To,
    string UsageType,
    MessageStatus Status,
    string? Reason,
    long Epoch,
    string? Locale,
    JsonElement? Metadata,
    IReadOnlyList<AttemptResponse>? Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    IReadOnlyList<TimelineEntry>? Timeline)
{
    public static MessageResponse Of(Message message) => OfListed(message) with
    {
        Attempts = [.. message.Attempts.Select(AttemptResponse.Of)],
        Timeline = TimelineEntry.Of(message),
    };

    public static MessageResponse OfListed(Message message) => new(
        message.Id.ToString(),
        message.Recipient,
        message.UsageType.ToString(),
        message.Status,
        message.Reason,
        message.Epoch,
        message.Locale,
        message.Metadata is null ? null : JsonDocument.Parse(message.Metadata).RootElement,
        null,
        message.CreatedAt,
        message.ExpiresAt,
        null);
}
