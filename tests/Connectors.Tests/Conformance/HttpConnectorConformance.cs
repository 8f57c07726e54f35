using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EmailPlatform.Connectors.HttpCalls;
using EmailPlatform.Connectors.Network;
using EmailPlatform.TestKit.Http;
using EmailPlatform.TestKit.Time;

namespace EmailPlatform.Connectors.Conformance;

/// <summary>What every provider over HTTP promises, held against its own documented answers and against those that nobody documents.</summary>
public abstract partial class HttpConnectorConformance : ConnectorConformance
{
    protected abstract RecordedReply Accepted { get; }

    protected abstract RecordedReply Throttled { get; }

    protected abstract RecordedReply BadKey { get; }

    /// <summary>Null where the other side has no way to say so.</summary>
    protected abstract RecordedReply? BadRecipient { get; }

    /// <summary>Every further row of the guide's error table.</summary>
    protected abstract IReadOnlyList<RecordedReply> Errors { get; }

    /// <summary>Whether a 2xx alone says that the mail was taken, as where the provider documents an empty body.</summary>
    protected virtual bool SucceedsByStatus => false;

    /// <summary>The way to the provider for the test: by default the operator's endpoint. Connectors whose configuration names the host put it there.</summary>
    protected virtual string Point(string sample, string url) => sample;

    /// <summary>An error body of the provider's own shape that says these words.</summary>
    protected abstract string Complaint(string words);

    private IEnumerable<RecordedReply> Table => [Accepted, Throttled, BadKey, .. BadRecipient is { } bad ? [bad] : Array.Empty<RecordedReply>(), .. Errors];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Table_EveryRow_CitesAPageAndItsDateOrSaysThatItIsAssumed() => Assert.All(Table, row =>
    {
        if (row.Source.StartsWith(RecordedReply.Assumed, StringComparison.Ordinal))
        {
            Assert.True(row.Source.Length > RecordedReply.Assumed.Length, "Nothing says why.");
            Assert.Contains("not confirmed", Connector.Guide, StringComparison.OrdinalIgnoreCase);
        }
        else
        {
            Assert.Matches(Citation(), row.Source);
        }
    });

    [Fact]
    public void Table_FourthOfEveryKind_IsThere()
    {
        Assert.Equal(OutcomeKind.Accepted, Accepted.Kind);
        Assert.Equal((OutcomeKind.Deferred, FaultScope.Connector), (Throttled.Kind, Throttled.Scope));
        Assert.Equal((OutcomeKind.Deferred, FaultScope.Connector), (BadKey.Kind, BadKey.Scope));
        if (BadRecipient is { } bad)
        {
            Assert.Equal((OutcomeKind.Rejected, FaultScope.Recipient), (bad.Kind, bad.Scope));
        }
    }

    [Fact]
    public async Task Send_DocumentedReply_HasTheOutcomeOfTheTable()
    {
        foreach (var row in Table)
        {
            var outcome = await Send(row.Answer);

            Assert.True(
                (row.Kind, row.Scope, row.Code) == (outcome.Kind, outcome.Scope, outcome.Code),
                $"{row.Status} {row.Body} became {outcome}, not {row.Kind} {row.Scope} {row.Code}");
            Assert.Equal(row.ProviderMessageId, outcome.ProviderMessageId);
        }
    }

    [Fact]
    public async Task Send_EverySample_IsTaken()
    {
        foreach (var sample in Complete.Prepend(Minimal))
        {
            await using var server = new ScriptedHttpServer(Accepted.Answer);

            var outcome = await Send(server, sample);

            Assert.Equal(OutcomeKind.Accepted, outcome.Kind);
            Assert.Equal("POST", Assert.Single(server.Requests).Method);
        }
    }

    [Theory]
    [InlineData("7", 7), InlineData("Fri, 20 Nov 2026 12:01:30 GMT", 90), InlineData("86400", 3600)]
    [InlineData("soon", null), InlineData("-3", null), InlineData("Fri, 20 Nov 2026 11:00:00 GMT", null)]
    public async Task Send_Throttled_TellsHowLongToWait(string header, int? seconds)
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(Throttled.Status, Throttled.Body, KeyValuePair.Create("Retry-After", header)));

        var outcome = await Send(server, Minimal, time: new ManualTime());

        Assert.Equal(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, outcome.RetryAfter);
    }

    [Theory]
    [InlineData(500, OutcomeKind.Deferred), InlineData(503, OutcomeKind.Deferred), InlineData(599, OutcomeKind.Deferred)]
    [InlineData(502, OutcomeKind.Unknown), InlineData(504, OutcomeKind.Unknown)]
    public async Task Send_TroubleOfTheProvider_IsNobodysFaultHere(int status, OutcomeKind kind)
    {
        foreach (var body in new[] { "", "<html>Bad day</html>", "{" })
        {
            var outcome = await Send(HttpAnswer.Of(status, body));

            Assert.Equal((kind, FaultScope.Platform), (outcome.Kind, outcome.Scope));
        }
    }

    [Theory]
    [InlineData(401, OutcomeKind.Deferred, FaultScope.Connector), InlineData(403, OutcomeKind.Deferred, FaultScope.Connector)]
    [InlineData(404, OutcomeKind.Deferred, FaultScope.Connector), InlineData(408, OutcomeKind.Deferred, FaultScope.Platform)]
    [InlineData(429, OutcomeKind.Deferred, FaultScope.Connector), InlineData(418, OutcomeKind.Rejected, FaultScope.Message)]
    public async Task Send_StatusWithoutWords_FallsBackToItsClass(int status, OutcomeKind kind, FaultScope scope)
    {
        foreach (var body in new[] { "", "<html>", "[]", "null", """{ "unheardOf": 1 }""" })
        {
            var outcome = await Send(HttpAnswer.Of(status, body));

            Assert.Equal((kind, scope), (outcome.Kind, outcome.Scope));
        }
    }

    [Fact]
    public async Task Send_Redirect_IsNotFollowed()
    {
        await using var elsewhere = new ScriptedHttpServer(Accepted.Answer);
        foreach (var status in new[] { 301, 302, 303, 307, 308 })
        {
            var outcome = await Send(HttpAnswer.Of(status, "", KeyValuePair.Create("Location", elsewhere.Url)));

            Assert.Equal((OutcomeKind.Deferred, FaultScope.Connector), (outcome.Kind, outcome.Scope));
        }

        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Send_GarbageInPlaceOfSuccess_IsNoSuccess()
    {
        string[] garbage = ["", "<html>Welcome to the hotel's network</html>", "{", "[]", "null", "\"ok\"", "{}", """{ "unheardOf": true }""", "\xff\xfe", new string('[', 100_000)];
        foreach (var body in garbage)
        {
            var outcome = await Send(HttpAnswer.Of(200, body));

            Assert.Equal(SucceedsByStatus ? OutcomeKind.Accepted : OutcomeKind.Unknown, outcome.Kind);
        }
    }

    [Fact]
    public async Task Send_EndWithoutAnswerAfterTheRequest_IsUnknown()
    {
        foreach (var answer in new[] { HttpAnswer.Close, HttpAnswer.Reset, HttpAnswer.Raw("220 mx.example.com ESMTP\r\n"), HttpAnswer.Raw("HTTP/1.1 20"), HttpAnswer.Raw("HTTP/1.1 200 OK\r\nX: " + new string('x', 100_000)) })
        {
            var outcome = await Send(answer);

            Assert.Equal((OutcomeKind.Unknown, FaultScope.Platform), (outcome.Kind, outcome.Scope));
        }
    }

    [Fact]
    public async Task Send_EndBeforeTheRequestIsOut_IsDeferred()
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.ResetAtHead);

        var outcome = await Send(server, Minimal, mail: Large());

        Assert.Equal((OutcomeKind.Deferred, FaultScope.Platform), (outcome.Kind, outcome.Scope));
    }

    [Fact]
    public async Task Send_NobodyListens_IsDeferred()
    {
        var server = new ScriptedHttpServer(Accepted.Answer);
        await server.DisposeAsync();

        var outcome = await Send(server, Minimal);

        Assert.Equal((OutcomeKind.Deferred, FaultScope.Platform, "connection_refused"), (outcome.Kind, outcome.Scope, outcome.Code));
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Send_NoAnswerInTime_IsUnknown(bool cancelled)
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Silence);

        var outcome = await Interrupted(server, SampleMail.Create(), cancelled, server.WholeAsync);

        Assert.Equal((OutcomeKind.Unknown, FaultScope.Platform), (outcome.Kind, outcome.Scope));
        Assert.Equal(cancelled ? "answer_cancelled" : "answer_timeout", outcome.Code);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Send_RequestNotTakenInTime_IsDeferred(bool cancelled)
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.ReadNoBody);

        var outcome = await Interrupted(server, Large(), cancelled, server.HeadAsync);

        Assert.Equal((OutcomeKind.Deferred, FaultScope.Platform), (outcome.Kind, outcome.Scope));
        Assert.Equal(cancelled ? "cancelled" : "send_timeout", outcome.Code);
    }

    [Fact]
    public async Task Send_BodyThatNeverEnds_LeavesTheStatusStanding()
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Unfinished(503, "{"));

        var outcome = await Interrupted(server, SampleMail.Create(), cancelled: false, server.WholeAsync, headRead: true);

        Assert.Equal((OutcomeKind.Deferred, FaultScope.Platform), (outcome.Kind, outcome.Scope));
    }

    [Fact]
    public async Task Send_ProviderThatRepeatsTheRequest_LeaksNothing()
    {
        foreach (var sample in Complete.Prepend(Minimal))
        {
            foreach (var status in new[] { 200, 202, 400, 401, 422, 429, 500, 502 })
            {
                var seen = new ReceivedRequest("", "", new Dictionary<string, string>(), default);
                await using var server = new ScriptedHttpServer(request =>
                {
                    seen = request;
                    return HttpAnswer.Of(status, Complaint(request.All), KeyValuePair.Create("X-Message-Id", request.All.ReplaceLineEndings(" ")));
                });
                var stages = new StageLog(TimeProvider.System);

                var outcome = await Send(server, sample, new AttemptContext(stages));

                var told = $"{outcome} {string.Join(' ', stages.Results)}";
                var credentials = seen.Headers.Where(header => header.Key.Contains("auth", StringComparison.OrdinalIgnoreCase)).Select(header => header.Value.Split(' ')[^1]);
                Assert.All([.. SecretsOf(sample), .. credentials, "123456", "<p>"], secret => Assert.DoesNotContain(secret, told, StringComparison.OrdinalIgnoreCase));
            }
        }
    }

    [Fact]
    public async Task Test_Send_TellsItsSteps()
    {
        await using var server = new ScriptedHttpServer(Accepted.Answer);
        var stages = new StageLog(TimeProvider.System);

        await Send(server, Minimal, new AttemptContext(stages));

        Assert.Equal([Stage.Dns, Stage.Connect, Stage.Http], stages.Results.Select(stage => stage.Stage));
        Assert.All(stages.Results, stage => Assert.True(stage.Ok, stage.Detail));
    }

    [Fact]
    public async Task Test_ThatStopsBeforeContent_SendsNone()
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(200, "{}"));
        var stages = new StageLog(TimeProvider.System);

        var outcome = await Send(server, Minimal, new AttemptContext(stages, StopBeforeContent: true));

        Assert.Equal((OutcomeKind.Accepted, "not_sent"), (outcome.Kind, outcome.Code));
        Assert.DoesNotContain(server.Requests, request => request.All.Contains("123456", StringComparison.Ordinal));
        Assert.Contains(stages.Results, stage => stage is { Stage: Stage.Connect, Ok: true });
    }

    [Fact]
    public async Task Send_OneAfterTheOther_UsesOneConnection()
    {
        await using var server = new ScriptedHttpServer(Accepted.Answer);
        using var context = Context(server.Url);
        await using var compiled = Compile(Minimal, server.Url, context);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(OutcomeKind.Accepted, (await compiled.SendAsync(Rendered(SampleMail.Create(), compiled), AttemptContext.Default, Token)).Kind);
        }

        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(1, server.Connections);
    }

    private async Task<Outcome> Send(HttpAnswer answer)
    {
        await using var server = new ScriptedHttpServer(answer);
        return await Send(server, Minimal);
    }

    private async Task<Outcome> Send(ScriptedHttpServer server, string config, AttemptContext? attempt = null, Mail? mail = null, TimeProvider? time = null)
    {
        using var context = Context(server.Url, time);
        await using var compiled = Compile(config, server.Url, context);
        return await compiled.SendAsync(Rendered(mail ?? SampleMail.Create(), compiled), attempt ?? AttemptContext.Default, Token);
    }

    /// <summary>As the platform would hand it over: without content where the provider renders.</summary>
    private static Mail Rendered(Mail mail, CompiledConnector compiled) => compiled.RendersRemotely(mail.UsageType) ? mail with { Content = null } : mail;

    private async Task<Outcome> Interrupted(
        ScriptedHttpServer server, Mail mail, bool cancelled, Func<CancellationToken, ValueTask<ReceivedRequest>> moment, bool headRead = false)
    {
        var time = new ManualTime();
        using var context = Context(server.Url, time);
        await using var compiled = Compile(Minimal, server.Url, context);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var sending = compiled.SendAsync(Rendered(mail, compiled), AttemptContext.Default, attempt.Token);
        await moment(Token);
        if (headRead)
        {
            // The bound on the answer's head ends with it; the clock must not move before.
            await time.TimerStopped.WaitAsync(Token);
        }

        if (cancelled)
        {
            await attempt.CancelAsync();
        }
        else
        {
            time.Advance(CallTimeouts.Default.Call);
        }

        return await sending;
    }

    /// <summary>More than the buffers on the way take.</summary>
    private static Mail Large()
    {
        var large = new string('a', 12 * 1024 * 1024);
        return SampleMail.Create(content: new MailContent("Your code", large, large)) with
        {
            Payload = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["code"] = "123456", ["large"] = large }),
        };
    }

    private ProviderContext Context(string url, TimeProvider? time = null) => Connector.Description.HasBaseUrl
        ? new ProviderContext(Connector.Description.Type, url, time: time)
        : new ProviderContext(null, url, new NetworkOptions { AllowLoopback = true }, time);

    private CompiledConnector Compile(string sample, string url, ProviderContext context) => Connector.Compile(Stored(Point(sample, url)), context.Value);

    private JsonObject Stored(string sample)
    {
        var reading = Read(JsonNode.Parse(sample)!.AsObject());
        Assert.Empty(reading.Report.Errors);
        return reading.Stored!;
    }

    private IEnumerable<string> SecretsOf(string sample)
    {
        var secrets = new List<string>();
        Connector.Redact(Stored(sample), leaf =>
        {
            secrets.Add(leaf.Value.Reveal());
            secrets.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes(leaf.Value.Reveal())));
            return "";
        });
        return secrets;
    }

    [GeneratedRegex(@"^https://\S+ \d{4}-\d\d-\d\d$")]
    private static partial Regex Citation();
}
