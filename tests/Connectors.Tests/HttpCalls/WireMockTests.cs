using System.Globalization;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Conformance;
using EmailPlatform.Connectors.Postmark;
using EmailPlatform.Connectors.SendGrid;
using EmailPlatform.TestKit.Time;

namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>Providers that fail on the wire, as a server that is not ours does it.</summary>
public sealed class WireMockTests(WireMockFixture fixture) : IClassFixture<WireMockFixture>
{
    private static readonly Dictionary<string, Provider> Providers = new()
    {
        ["postmark"] = new Provider(
            new PostmarkConnector(), PostmarkForm.Minimal, "/email", "$.To", 200, """{ "ErrorCode": 0, "Message": "OK", "MessageID": "m1" }""",
            """{ "ErrorCode": 429, "Message": "Rate Limit Exceeded" }""", "429 429"),
        ["sendgrid"] = new Provider(
            new SendGridConnector(), SendGridForm.Minimal, "/v3/mail/send", "$.personalizations[0].to[0].email", 202, "",
            """{ "errors": [{ "message": "too many requests" }] }""", "429"),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Every fault on a new connection, and on one that has served a mail: there an HTTP client may be tempted to send again.</summary>
    public static TheoryData<string, string, string, bool> Faults()
    {
        var rows = new TheoryData<string, string, string, bool>();
        foreach (var type in Providers.Keys)
        {
            foreach (var used in new[] { false, true })
            {
                rows.Add(type, "CONNECTION_RESET_BY_PEER", "answer_lost", used);
                rows.Add(type, "EMPTY_RESPONSE", "answer_lost", used);
                // A beginning of a line that never ends: garbled or cut off, nobody can tell.
                rows.Add(type, "RANDOM_DATA_THEN_CLOSE", "answer_lost", used);
                // Behind a head that says 200, which is no provider's word without its body.
                rows.Add(type, "MALFORMED_RESPONSE_CHUNK", "answer_garbled", used);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Send_FaultAfterTheRequest_IsUnknownAndNotSentAgain(string type, string fault, string code, bool used)
    {
        var provider = Providers[type];
        var faulty = new JsonObject { ["fault"] = fault };
        await using var way = await Way(provider, used ? [provider.Taken(), faulty, provider.Taken()] : [faulty, provider.Taken()]);
        if (used)
        {
            Assert.Equal(OutcomeKind.Accepted, (await way.Send(Token)).Kind);
        }

        var outcome = await way.Send(Token);

        // The answer after the fault is a good one: had the client sent again by itself, this would be accepted.
        Assert.Equal((OutcomeKind.Unknown, FaultScope.Platform, code), (outcome.Kind, outcome.Scope, outcome.Code));
        Assert.Null(outcome.RetryAfter);
        Assert.Equal(OutcomeKind.Accepted, (await way.Send(Token)).Kind);
    }

    [Theory]
    [InlineData("postmark"), InlineData("sendgrid")]
    public async Task Send_ThrottledAndThenNot_WaitsAsLongAsAskedAndIsTaken(string type)
    {
        var provider = Providers[type];
        await using var way = await Way(provider, [provider.Throttled(), provider.Taken()]);

        var first = await way.Send(Token);
        var second = await way.Send(Token);

        Assert.Equal(
            (OutcomeKind.Deferred, FaultScope.Connector, provider.ThrottledCode, TimeSpan.FromSeconds(7)),
            (first.Kind, first.Scope, first.Code, first.RetryAfter));
        Assert.Equal((OutcomeKind.Accepted, Code(provider.Status), "m1"), (second.Kind, second.Code, second.ProviderMessageId));
    }

    [Theory]
    // Postmark's body says what became of the mail, and nobody has read it.
    [InlineData("postmark", OutcomeKind.Unknown, "answer_garbled")]
    // SendGrid's status says all there is to know, and that has come.
    [InlineData("sendgrid", OutcomeKind.Accepted, "202")]
    public async Task Send_BodyThatDribblesBeyondTheDeadline_IsWhatTheHeadSays(string type, OutcomeKind kind, string code)
    {
        var provider = Providers[type];
        var time = new ManualTime();
        await using var way = await Way(provider, [provider.Dribbling(TimeSpan.FromSeconds(20))], time);
        using var attempt = new CancellationTokenSource(TimeSpan.FromSeconds(10), time);

        var sending = way.Send(attempt.Token);
        // The bound on the answer's head ends with it.
        await time.TimerStopped.WaitAsync(Token);
        time.Advance(TimeSpan.FromSeconds(10));
        var outcome = await sending;

        Assert.Equal((kind, code), (outcome.Kind, outcome.Code));
    }

    [Theory]
    [InlineData("postmark"), InlineData("sendgrid")]
    public async Task Send_BodyThatDribblesWithinTheDeadline_IsTaken(string type)
    {
        var provider = Providers[type];
        await using var way = await Way(provider, [provider.Dribbling(TimeSpan.FromMilliseconds(200))]);

        var outcome = await way.Send(Token);

        Assert.Equal((OutcomeKind.Accepted, Code(provider.Status), "m1"), (outcome.Kind, outcome.Code, outcome.ProviderMessageId));
    }

    private static string Code(int status) => status.ToString(CultureInfo.InvariantCulture);

    /// <summary>Under a base path of its own, so that the tests share a server and no answers.</summary>
    private async Task<ProviderWay> Way(Provider provider, JsonObject[] answers, TimeProvider? time = null)
    {
        var server = await fixture.StartedAsync();
        var under = $"/{Guid.NewGuid():N}";
        var pattern = new JsonObject { ["matchesJsonPath"] = new JsonObject { ["expression"] = provider.RecipientPath, ["equalTo"] = "ada@example.net" } };
        await server.AnswerAsync(under + provider.Path, pattern, answers, Token);
        var context = new ProviderContext(provider.Connector.Description.Type, $"{server.Url.TrimEnd('/')}{under}", time: time);
        var config = JsonNode.Parse(provider.Form) as JsonObject ?? throw new InvalidOperationException("A form is an object.");
        return new ProviderWay(context, provider.Connector.Compile(config, context.Value));
    }

    private sealed record Provider(
        IConnector Connector, string Form, string Path, string RecipientPath, int Status, string Body, string ThrottledBody, string ThrottledCode)
    {
        public JsonObject Taken() => Response(Status, Body, "X-Message-Id", "m1");

        public JsonObject Throttled() => Response(429, ThrottledBody, "Retry-After", "7");

        // An empty body cannot dribble.
        public JsonObject Dribbling(TimeSpan over)
        {
            var response = Response(Status, Body.Length > 0 ? Body : """{ "status": "queued" }""", "X-Message-Id", "m1");
            response["chunkedDribbleDelay"] = new JsonObject { ["numberOfChunks"] = 20, ["totalDuration"] = (int)over.TotalMilliseconds };
            return response;
        }

        private static JsonObject Response(int status, string body, string header, string value) => new()
        {
            ["status"] = status,
            ["headers"] = new JsonObject { ["Content-Type"] = "application/json", [header] = value },
            ["body"] = body,
        };
    }

    private sealed class ProviderWay(ProviderContext context, CompiledConnector compiled) : IAsyncDisposable
    {
        public Task<Outcome> Send(CancellationToken cancellationToken) => compiled.SendAsync(SampleMail.Create(), AttemptContext.Default, cancellationToken);

        public async ValueTask DisposeAsync()
        {
            await compiled.DisposeAsync();
            context.Dispose();
        }
    }
}
