using System.Text.Json;

namespace EmailPlatform.Connectors;

/// <summary>One message for exactly one recipient, as the platform hands it to a connector.</summary>
/// <param name="Id">The platform's message id: the same on every attempt, so receivers and providers can drop a copy.</param>
/// <param name="To">The recipient.</param>
/// <param name="UsageType">What the application asked for.</param>
/// <param name="Content">
/// The rendered template. When the provider or the receiver renders (<see cref="CompiledConnector.RendersRemotely"/>) it is
/// <c>null</c>, or has the subject alone where the configuration has lines around the provider's template.
/// </param>
/// <param name="Payload">The variables as the application sent them: a JSON object.</param>
/// <param name="Date">When the message was accepted; stands in the Date header.</param>
/// <param name="Locale">BCP 47 tag, for those who render elsewhere.</param>
/// <param name="Ip">The end user's address as the application passed it on.</param>
/// <param name="ReplyTo">The message's or the template's own; the connector's configured one counts only when this is <c>null</c>.</param>
/// <param name="Headers">Further headers, names and values checked by the platform.</param>
/// <param name="Attachments">Files; only given to connectors that declare the capability.</param>
public sealed record Mail(
    string Id,
    EmailAddress To,
    UsageType UsageType,
    MailContent? Content,
    JsonElement Payload,
    DateTimeOffset Date,
    string? Locale = null,
    string? Ip = null,
    Mailbox? ReplyTo = null,
    IReadOnlyList<KeyValuePair<string, string>>? Headers = null,
    IReadOnlyList<Attachment>? Attachments = null);
