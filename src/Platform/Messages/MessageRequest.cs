using System.Text.Json;
using System.Text.Json.Serialization;

namespace EmailPlatform.Platform.Messages;

/// <summary>What an application asks for, before anything of it is checked.</summary>
/// <param name="To">One bare address.</param>
/// <param name="UsageType">One of the nine.</param>
/// <param name="Payload">The template's variables; usages with codes need <c>code</c> or <c>link</c> in it.</param>
/// <param name="ExpiresIn">Lifetime in seconds, 5 to 604,800; the usage's own when absent.</param>
/// <param name="ReplyTo">One mailbox.</param>
/// <param name="Metadata">Kept with the message and returned with it; never sent.</param>
/// <param name="Ip">The end user's address.</param>
public sealed record MessageRequest(
    string? To,
    string? UsageType,
    JsonElement? Payload = null,
    string? Locale = null,
    int? ExpiresIn = null,
    string? ReplyTo = null,
    IReadOnlyDictionary<string, string>? Headers = null,
    IReadOnlyList<AttachmentRequest>? Attachments = null,
    JsonElement? Metadata = null,
    string? Ip = null)
{
    /// <summary>The end user's <c>Accept-Language</c>, where the caller passes it on: counts when neither <see cref="Locale"/> nor the payload names a language. A header, no part of the body.</summary>
    [JsonIgnore]
    public string? AcceptLanguage { get; init; }
}

/// <summary>A file to send along.</summary>
/// <param name="Content">Base64.</param>
/// <param name="ContentId">Makes it an inline part that the HTML names as <c>cid:…</c>.</param>
public sealed record AttachmentRequest(string? Name, string? ContentType, string? Content, string? ContentId = null);
