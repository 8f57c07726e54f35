using EmailPlatform.TestKit.Http;

namespace EmailPlatform.Connectors.Conformance;

/// <summary>An answer as the provider documents it, and what it means to us.</summary>
/// <param name="Source">The page and the date on which it said so, <c>https://… 2026-11-20</c>; or <see cref="Assumed"/> and why.</param>
/// <param name="Kind">Our outcome.</param>
/// <param name="Scope">Whose fault.</param>
/// <param name="Code">Our code for it.</param>
/// <param name="ProviderMessageId">For accepted ones.</param>
public sealed record RecordedReply(
    string Source,
    int Status,
    string Body,
    OutcomeKind Kind,
    FaultScope? Scope,
    string Code,
    string? ProviderMessageId = null,
    IReadOnlyList<KeyValuePair<string, string>>? Headers = null)
{
    /// <summary>How the source of a row begins that no page shows in these words; the connector's guide says so too.</summary>
    public const string Assumed = "assumed: ";

    public HttpAnswer Answer => HttpAnswer.Of(Status, Body, [.. Headers ?? []]);

    public static RecordedReply Accepted(string source, int status, string body, string code, string? id, params KeyValuePair<string, string>[] headers) =>
        new(source, status, body, OutcomeKind.Accepted, null, code, id, headers);

    public static RecordedReply Connector(string source, int status, string body, string code) =>
        new(source, status, body, OutcomeKind.Deferred, FaultScope.Connector, code);

    public static RecordedReply Platform(string source, int status, string body, string code) =>
        new(source, status, body, OutcomeKind.Deferred, FaultScope.Platform, code);

    public static RecordedReply Rejected(string source, int status, string body, FaultScope scope, string code) =>
        new(source, status, body, OutcomeKind.Rejected, scope, code);
}
