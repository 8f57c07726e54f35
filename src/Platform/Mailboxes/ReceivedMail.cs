using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;

namespace EmailPlatform.Platform.Mailboxes;

/// <summary>A mail in a development mailbox, as it can be read.</summary>
/// <param name="Sequence">Its place in commit order, for cursors.</param>
public sealed record ReceivedMail(MessageId Id, long Sequence, DateTimeOffset ReceivedAt, KeptMail Mail);
