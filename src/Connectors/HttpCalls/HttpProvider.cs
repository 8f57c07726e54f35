namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>
/// A provider that takes mail over HTTP, for one revision. What derives from it makes the request and reads the answer;
/// everything between is the same for all.
/// </summary>
internal abstract class HttpProvider(ProviderApi api) : CompiledConnector
{
    protected ProviderApi Api => api;

    /// <summary>A call that shows that the key is good and sends nothing; null where the provider has none.</summary>
    protected virtual HttpCall? Probe => null;

    /// <summary>The request for a mail, or why there is none.</summary>
    protected abstract ValueTask<HttpDraft> PrepareAsync(Mail mail, CancellationToken cancellationToken);

    /// <summary>
    /// What the provider's answer means. <c>null</c> leaves it to the status, by which a 2xx is no success: accepted is what the
    /// provider says so of.
    /// </summary>
    protected abstract Outcome? Judge(HttpReply reply);

    public sealed override async Task<Outcome> SendAsync(Mail mail, AttemptContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var begin = context.Stages?.Begin() ?? 0;
        switch (await PrepareAsync(mail, cancellationToken))
        {
            case HttpRefusal refusal:
                context.Stages?.Add(refusal.Stage, ok: false, refusal.Outcome.Reply ?? refusal.Outcome.Code, begin);
                return refusal.Outcome;
            case HttpCall call:
                return context.StopBeforeContent
                    ? await api.ProbeAsync(Probe, Judge, mail, context, cancellationToken)
                    : await api.SendAsync(call, Judge, mail, context, cancellationToken);
            default:
                throw new InvalidOperationException("A draft is a call or a refusal.");
        }
    }
}
