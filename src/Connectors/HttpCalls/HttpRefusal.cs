namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>Why no call is made: the mail cannot be expressed, or there are no credentials.</summary>
internal sealed class HttpRefusal(Outcome outcome, Stage stage = Stage.Render) : HttpDraft
{
    public Outcome Outcome => outcome;

    /// <summary>The step that a test shows as failed.</summary>
    public Stage Stage => stage;

    /// <summary>The provider was to render this mail and has no template for it.</summary>
    public static HttpRefusal NoTemplate { get; } = new(Outcome.Rejected(FaultScope.Connector, "template_not_found", "The configuration names no template of the provider for this usage, and none for Generic."));

    /// <summary>The provider has no way to say what this mail says.</summary>
    public static HttpRefusal NotExpressible(string reason) => new(Outcome.Rejected(FaultScope.Message, "not_expressible", reason));
}
