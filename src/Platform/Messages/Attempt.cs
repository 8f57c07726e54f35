using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Messages;

/// <summary>One attempt, finished.</summary>
/// <param name="Epoch">The epoch that it was made on.</param>
/// <param name="Reply">The provider's words, cleaned and cut.</param>
/// <param name="NextAttemptAt">When the next one is due, where one is.</param>
public sealed record Attempt(
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
    DateTimeOffset? NextAttemptAt);
