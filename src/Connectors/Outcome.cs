namespace EmailPlatform.Connectors;

/// <summary>What one attempt came to. A value that callers switch on; nobody parses its texts.</summary>
/// <param name="Kind">Accepted, deferred, rejected or unknown.</param>
/// <param name="Scope">Whose fault it is; <c>null</c> only when accepted.</param>
/// <param name="Code">A stable, short code: ours in snake case (<c>connection_refused</c>) or the provider's (<c>550 5.1.1</c>).</param>
/// <param name="Reply">The provider's words, for operators; cut and cleaned by the platform before it is stored.</param>
/// <param name="ProviderMessageId">The id under which the provider knows the message, where it gave one.</param>
/// <param name="RetryAfter">How long the provider asked us to wait, where it said so.</param>
/// <param name="Hint">What to change, in words an operator can act on.</param>
public sealed record Outcome(
    OutcomeKind Kind,
    FaultScope? Scope,
    string Code,
    string? Reply = null,
    string? ProviderMessageId = null,
    TimeSpan? RetryAfter = null,
    string? Hint = null)
{
    public static Outcome Accepted(string code, string? reply = null, string? providerMessageId = null) =>
        new(OutcomeKind.Accepted, null, code, reply, providerMessageId);

    public static Outcome Deferred(FaultScope scope, string code, string? reply = null, TimeSpan? retryAfter = null, string? hint = null) =>
        new(OutcomeKind.Deferred, scope, code, reply, null, retryAfter, hint);

    public static Outcome Rejected(FaultScope scope, string code, string? reply = null, string? hint = null) =>
        new(OutcomeKind.Rejected, scope, code, reply, null, null, hint);

    public static Outcome Unknown(FaultScope scope, string code, string? reply = null, string? hint = null) =>
        new(OutcomeKind.Unknown, scope, code, reply, null, null, hint);
}
