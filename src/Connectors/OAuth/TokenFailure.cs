namespace EmailPlatform.Connectors.OAuth;

/// <summary>Why there is no token. Always a reason to defer: nothing about the message is wrong.</summary>
/// <param name="Scope">The connector (wrong credentials or URL) or the platform (the issuer or the way there in trouble).</param>
/// <param name="Code">Stable: <c>oauth_invalid_grant</c>, <c>oauth_timeout</c>, <c>target_not_allowed</c>, …</param>
/// <param name="Detail">A plain sentence with the issuer's own words, cleaned of secrets.</param>
/// <param name="Hint">What to change, where that is known.</param>
/// <param name="RetryAfter">What the issuer asked for.</param>
public sealed record TokenFailure(FaultScope Scope, string Code, string Detail, string? Hint = null, TimeSpan? RetryAfter = null)
    : TokenResult
{
    public Outcome ToOutcome() => Outcome.Deferred(Scope, Code, Detail, RetryAfter, Hint);
}
