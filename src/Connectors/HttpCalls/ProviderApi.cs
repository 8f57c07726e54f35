using EmailPlatform.Connectors.Network;

namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>
/// Calls one provider for one revision: one request, one answer, one outcome. Nothing is retried, no redirect is followed,
/// no text of the provider leaves uncleaned.
/// </summary>
internal sealed class ProviderApi
{
    private const int LongestAnswer = 64 * 1024;
    private const int LongestId = 200;

    private readonly ProviderHttp _http;
    private readonly TimeProvider _time;
    private readonly CallTimeouts _timeouts;
    private readonly Secret[] _secrets;
    private readonly Uri _base;
    private readonly bool _isOperators;
    private readonly FaultScope _hostFault;

    /// <param name="context">The world around.</param>
    /// <param name="type">The connector's type, under which the operator may have put another base URL.</param>
    /// <param name="own">The provider's base URL.</param>
    /// <param name="secrets">Everything in the configuration that no answer may repeat.</param>
    /// <param name="hostFault">Whose fault it is when the host is not there: the connector's where the configuration names it.</param>
    /// <param name="timeouts">Other than the usual ones.</param>
    public ProviderApi(
        ConnectorContext context, string type, Uri own, IEnumerable<Secret?> secrets, FaultScope hostFault = FaultScope.Platform, CallTimeouts? timeouts = null)
    {
        var operators = context.Providers.Endpoints.Find(type);
        _http = context.Providers;
        _time = context.Time;
        _timeouts = timeouts ?? CallTimeouts.Default;
        _secrets = [.. secrets.OfType<Secret>()];
        _isOperators = operators is not null;
        _base = operators ?? own;
        _hostFault = _isOperators ? FaultScope.Platform : hostFault;
    }

    /// <summary>The provider's path under the base URL that is in force; a query may stand behind it.</summary>
    public Uri Target(string path) => new($"{_base.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path.TrimStart('/')}");

    /// <summary>Sends a mail.</summary>
    /// <param name="call">The request.</param>
    /// <param name="judge">Reads the provider's answer; null leaves it to the status.</param>
    /// <param name="mail">Whose texts are taken out of the answer.</param>
    /// <param name="context">Where steps are noted.</param>
    /// <param name="cancellationToken">The attempt's deadline.</param>
    public async Task<Outcome> SendAsync(HttpCall call, Func<HttpReply, Outcome?> judge, Mail mail, AttemptContext context, CancellationToken cancellationToken)
    {
        using var observed = context.Stages is null ? null : _http.Observe(_isOperators, _time);
        var begin = context.Stages?.Begin() ?? 0;
        var exchange = new HttpExchange(observed?.Client ?? _http.Client(_isOperators), _timeouts, _time);
        var end = await exchange.RunAsync(call, LongestAnswer, cancellationToken);
        var outcome = end.Reply is { } reply
            ? Timed(judge(reply) ?? StatusOutcome.Judge(reply, contentOut: end.ContentOut), end.RetryAfter)
            : CallTrouble.Describe(end.Failure ?? new HttpRequestException(), end.ContentOut, cancellationToken.IsCancellationRequested, _hostFault);
        outcome = Clean(outcome, mail);
        if (context.Stages is { } stages)
        {
            observed?.Tell(stages);
            Note(stages, outcome, end, begin);
        }

        return outcome;
    }

    /// <summary>As far as can be gone without sending: to the provider's door, and with the key where a call exists that only looks.</summary>
    public async Task<Outcome> ProbeAsync(HttpCall? probe, Func<HttpReply, Outcome?> judge, Mail mail, AttemptContext context, CancellationToken cancellationToken)
    {
        using var observed = _http.Observe(_isOperators, _time);
        var begin = context.Stages?.Begin() ?? 0;
        var end = probe is null
            ? await TryAsync(observed, cancellationToken)
            : await new HttpExchange(observed.Client, _timeouts, _time).RunAsync(probe, LongestAnswer, cancellationToken);
        if (context.Stages is { } stages)
        {
            observed.Tell(stages);
        }

        if (end.Failure is { } failure)
        {
            return Clean(CallTrouble.Describe(failure, contentOut: false, cancellationToken.IsCancellationRequested, _hostFault), mail);
        }

        var outcome = end.Reply is { IsSuccess: false } reply
            ? Timed(Clean(judge(reply) ?? StatusOutcome.Judge(reply, contentOut: false), mail), end.RetryAfter)
            : Outcome.Accepted("not_sent");
        if (probe is not null)
        {
            context.Stages?.Add(Stage.Auth, outcome.Kind == OutcomeKind.Accepted, outcome.Reply ?? "The provider knows the key.", begin);
        }

        return outcome;
    }

    /// <summary>A call beside the mail, such as for credentials: nothing of a mail goes out, so what came of it is never unknown.</summary>
    public async Task<Outcome> AskAsync(HttpCall call, Func<HttpReply, Outcome> judge, CancellationToken cancellationToken)
    {
        var end = await new HttpExchange(_http.Client(_isOperators), _timeouts, _time).RunAsync(call, LongestAnswer, cancellationToken);
        var outcome = end.Reply is { } reply
            ? Timed(judge(reply), end.RetryAfter)
            : CallTrouble.Describe(end.Failure ?? new HttpRequestException(), contentOut: false, cancellationToken.IsCancellationRequested, _hostFault);
        return Clean(outcome, null);
    }

    private async Task<HttpExchangeEnd> TryAsync(ObservedHttp observed, CancellationToken cancellationToken)
    {
        try
        {
            await observed.TryAsync(_base, cancellationToken);
            return new HttpExchangeEnd(null, null, ContentOut: false, null);
        }
        catch (Exception exception) when (HttpExchange.IsExpected(exception))
        {
            return new HttpExchangeEnd(null, exception, ContentOut: false, null);
        }
    }

    private static Outcome Timed(Outcome outcome, TimeSpan? retryAfter) =>
        outcome.Kind == OutcomeKind.Deferred && outcome.RetryAfter is null ? outcome with { RetryAfter = retryAfter } : outcome;

    private Outcome Clean(Outcome outcome, Mail? mail)
    {
        var scrubber = new Scrubber([.. _secrets, .. mail is null || outcome.Kind == OutcomeKind.Accepted ? [] : MailWords.Of(mail)]);
        return outcome with
        {
            Code = scrubber.Clean(outcome.Code),
            Reply = outcome.Reply is { } reply ? scrubber.Clean(reply) : null,
            ProviderMessageId = outcome.ProviderMessageId is { Length: <= LongestId } id && !id.Any(IsBlank) ? scrubber.Clean(id) : null,
        };
    }

    // Ids are one word; what is not is somebody's text in an id's place.
    private static bool IsBlank(char character) => char.IsWhiteSpace(character) || char.IsControl(character);

    private static void Note(StageLog stages, Outcome outcome, HttpExchangeEnd end, long begin)
    {
        // A connection that never was has been told already, by its own step.
        if (end.Reply is not null || end.ContentOut || ConnectFailedException.Find(end.Failure) is null)
        {
            var words = outcome.Reply is { } reply ? $"{outcome.Code}: {reply}" : outcome.Code;
            stages.Add(Stage.Http, outcome.Kind == OutcomeKind.Accepted, words, begin);
        }
    }
}
