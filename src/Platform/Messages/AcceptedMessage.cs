using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Messages;

/// <summary>The answer to an accepted request: the message is durable.</summary>
/// <param name="Status">Queued or sending.</param>
/// <param name="Epoch">The epoch that it was accepted on.</param>
public sealed record AcceptedMessage(MessageId Id, MessageStatus Status, long Epoch, IReadOnlyList<ConfigProblem> Warnings);
