namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>What an error code of a provider means: the row of a table that stands in the provider's folder.</summary>
internal sealed record KnownFault(OutcomeKind Kind, FaultScope Scope, string? Hint = null)
{
    /// <summary>Mail waits until the configuration or the account is mended.</summary>
    public static KnownFault Connector(string hint) => new(OutcomeKind.Deferred, FaultScope.Connector, hint);

    public static KnownFault Platform(string? hint = null) => new(OutcomeKind.Deferred, FaultScope.Platform, hint);

    public static KnownFault Recipient(string hint) => new(OutcomeKind.Rejected, FaultScope.Recipient, hint);

    public static KnownFault Message(string hint) => new(OutcomeKind.Rejected, FaultScope.Message, hint);

    public Outcome Outcome(string code, string? words) => new(Kind, Scope, code, words, Hint: Hint);
}
