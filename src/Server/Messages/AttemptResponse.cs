using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;

namespace EmailPlatform.Server.Messages;

/// <summary>One attempt to hand a message to the provider.</summary>
/// <param name="Epoch">The epoch that it was made on.</param>
/// <param name="Scope">Whose fault it was; absent when accepted.</param>
/// <param name="Code">Ours or the provider's code.</param>
/// <param name="Reply">The provider's words, without this message's values.</param>
internal sealed record AttemptResponse(
    int Number,
    DateTimeOffset StartedAt,
    double Milliseconds,
    long Epoch,
    int Revision,
    string ConnectorType,
    OutcomeKind Outcome,
    FaultScope? Scope,
    string Code,
    string? ProviderMessageId,
    string? Reply,
    DateTimeOffset? NextAttemptAt)
{
    public static AttemptResponse Of(Attempt attempt) => new(
        attempt.Number,
        attempt.StartedAt,
        Math.Round(attempt.Milliseconds, 3),
        attempt.Epoch,
        attempt.Revision,
        attempt.ConnectorType,
        attempt.Outcome,
        attempt.Scope,
        attempt.Code,
        attempt.ProviderMessageId,
        attempt.Reply,
        attempt.NextAttemptAt);
}
