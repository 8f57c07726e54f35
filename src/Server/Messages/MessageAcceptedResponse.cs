using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;

namespace EmailPlatform.Server.Messages;

/// <summary>The message is durable.</summary>
/// <param name="Status"><c>queued</c>, or <c>sending</c> when an attempt began at once.</param>
/// <param name="Epoch">The epoch that it was accepted on.</param>
internal sealed record MessageAcceptedResponse(string Id, MessageStatus Status, long Epoch, IReadOnlyList<ConfigProblem>? Warnings = null)
{
    public static MessageAcceptedResponse Of(AcceptedMessage accepted) =>
        new(accepted.Id.ToString(), accepted.Status, accepted.Epoch, accepted.Warnings.Count == 0 ? null : accepted.Warnings);
}
