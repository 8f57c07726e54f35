using System.Text.Json;
using System.Text.Json.Serialization;
using EmailPlatform.Platform.Templates.Locales;

namespace EmailPlatform.Platform.Messages;

/// <summary>
/// What is sealed of a message: everything that an attempt needs and nobody else may read. Versioned JSON: members are
/// added, never renamed.
/// </summary>
/// <param name="To">The recipient as given.</param>
/// <param name="Payload">The variables: a JSON object.</param>
/// <param name="Locale">The language that was asked for.</param>
/// <param name="ReplyTo">The request's own reply-to mailbox.</param>
/// <param name="DefaultLocale">The tenant's language when the message was accepted, for where there is no template in the other.</param>
/// <param name="Counted">Whether it was counted against the operator's caps when it was accepted.</param>
public sealed record MessageContent(
    string To,
    JsonElement Payload,
    string? Locale = null,
    string? Ip = null,
    string? ReplyTo = null,
    IReadOnlyDictionary<string, string>? Headers = null,
    IReadOnlyList<ContentAttachment>? Attachments = null,
    string? DefaultLocale = null,
    bool? Counted = null)
{
    [JsonIgnore]
    internal MailLocale MailLocale => new(Locale, DefaultLocale);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, MessagesJson.Default.MessageContent);

    public static MessageContent FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, MessagesJson.Default.MessageContent)
        ?? throw new JsonException("A message's content is a JSON object.");
}

/// <summary>An attachment inside the sealed content; bytes as base64.</summary>
public sealed record ContentAttachment(string Name, string ContentType, byte[] Content, string? ContentId = null);
