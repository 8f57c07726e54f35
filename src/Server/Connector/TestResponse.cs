using EmailPlatform.Connectors;
using EmailPlatform.Platform.Testing;

namespace EmailPlatform.Server.Connector;

/// <summary>What a test came to.</summary>
/// <param name="Ok">Whether every usage and locale went well.</param>
/// <param name="Receipt">The proof that an activation asks for; absent when nothing was sent or nothing went well.</param>
internal sealed record TestResponse(
    bool Ok,
    ReceiptResponse? Receipt,
    IReadOnlyList<ConfigProblem> Warnings,
    IReadOnlyList<TestResultResponse> Results)
{
    public static TestResponse Of(TestReport report) => new(
        report.Ok,
        report.Receipt is null ? null : ReceiptResponse.Of(report.Receipt),
        report.Warnings,
        [.. report.Results.Select(TestResultResponse.Of)]);
}

/// <summary>How one usage in one locale went, step by step.</summary>
/// <param name="Outcome">As of real mail; <c>notTried</c> when the way there had just failed.</param>
/// <param name="Code">The outcome's code.</param>
/// <param name="Reply">The provider's words.</param>
/// <param name="Hint">What to change.</param>
internal sealed record TestResultResponse(
    string UsageType,
    string Locale,
    string Outcome,
    string? Code,
    string? Reply,
    string? MessageId,
    IReadOnlyList<StageResult> Stages,
    string? Hint)
{
    public static TestResultResponse Of(TestResult result) => new(
        result.UsageType.ToString(),
        result.Locale,
        result.Outcome is { } outcome ? System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(outcome.Kind.ToString()) : "notTried",
        result.Outcome?.Code,
        result.Outcome?.Reply,
        result.MessageId,
        result.Stages,
        result.Hint);
}
