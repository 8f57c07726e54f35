using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Testing;

/// <summary>How one usage in one locale went.</summary>
/// <param name="Outcome">As of real mail; <c>null</c> when it was not tried because the way there had failed just before.</param>
/// <param name="MessageId">The id of the test mail, where it was handed over.</param>
public sealed record TestResult(
    UsageType UsageType,
    string Locale,
    Outcome? Outcome,
    string? MessageId,
    IReadOnlyList<StageResult> Stages,
    string? Hint)
{
    public bool Ok => Outcome?.Kind == OutcomeKind.Accepted;
}
