using EmailPlatform.Connectors.Smtp.Authentication;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.Connectors.Smtp;

/// <summary>Every fault that Postfix' smtp-sink can show.</summary>
public sealed class SmtpSinkTests : SmtpTests
{
    [Fact]
    public async Task Send_ServerTakesAll_IsAcceptedWithItsReply()
    {
        await using var sink = await SmtpSink.Start(keepMail: true);

        var outcome = await SendOnce(To(sink.Port), content: "Subject: dots\r\n\r\n.\r\n..two\r\nplain\r\n.");

        AssertOutcome(outcome, OutcomeKind.Accepted, null, "250 2.0.0");
        Assert.StartsWith("250 2.0.0", outcome.Reply);
        var mail = Assert.Single(sink.Mails);
        Assert.Contains("X-Mail-Args: <app@example.com>", mail);
        Assert.Contains("X-Rcpt-Args: <joe@example.org>", mail);
        Assert.Contains("Subject: dots\n\n.\n..two\nplain\n.\n", mail.Replace("\r", ""));
    }

    [Theory]
    [InlineData("-p")]
    [InlineData("-8")]
    [InlineData("-N")]
    [InlineData("-E")]
    [InlineData("-e")]
    [InlineData("-e", "-p", "-8", "-N", "-E")]
    public async Task Send_ExtensionsMissing_IsAcceptedWithout(params string[] options)
    {
        await using var sink = await SmtpSink.Start(options);
        await using var transport = Open(To(sink.Port));

        for (var message = 0; message < 3; message++)
        {
            Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);
        }
    }

    [Theory]
    [InlineData("CONNECT", OutcomeKind.Deferred, FaultScope.Platform)]
    [InlineData("EHLO", OutcomeKind.Deferred, FaultScope.Platform)]
    [InlineData("MAIL", OutcomeKind.Deferred, FaultScope.Platform)]
    [InlineData("RCPT", OutcomeKind.Deferred, FaultScope.Recipient)]
    [InlineData("DATA", OutcomeKind.Deferred, FaultScope.Platform)]
    [InlineData(".", OutcomeKind.Deferred, FaultScope.Platform)]
    public async Task Send_TransientReply_IsDeferred(string command, OutcomeKind kind, FaultScope scope)
    {
        await using var sink = await SmtpSink.Start("-r", command);

        var outcome = await SendOnce(To(sink.Port));

        AssertOutcome(outcome, kind, scope, "450 4.3.0");
    }

    [Theory]
    [InlineData("CONNECT", OutcomeKind.Deferred, FaultScope.Connector)]
    [InlineData("MAIL", OutcomeKind.Deferred, FaultScope.Connector)]
    [InlineData("RCPT", OutcomeKind.Rejected, FaultScope.Recipient)]
    [InlineData("DATA", OutcomeKind.Rejected, FaultScope.Message)]
    [InlineData(".", OutcomeKind.Rejected, FaultScope.Message)]
    public async Task Send_PermanentReply_IsJudgedByItsStep(string command, OutcomeKind kind, FaultScope scope)
    {
        await using var sink = await SmtpSink.Start("-f", command, "-B", "550 5.3.0 Error: command failed");

        var outcome = await SendOnce(To(sink.Port));

        AssertOutcome(outcome, kind, scope, "550 5.3.0");
        Assert.NotNull(outcome.Hint);
    }

    [Theory]
    [InlineData("CONNECT")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    public async Task Send_ServerSaysGoodbyeBeforeContent_IsDeferred(string command)
    {
        await using var sink = await SmtpSink.Start("-Q", command);

        var outcome = await SendOnce(To(sink.Port));

        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Platform, "421 4.0.0");
    }

    [Theory]
    [InlineData("CONNECT")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    public async Task Send_ServerClosesBeforeContent_IsDeferred(string command)
    {
        await using var sink = await SmtpSink.Start("-q", command);

        var outcome = await SendOnce(To(sink.Port));

        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Platform, "connection_lost");
    }

    [Fact]
    public async Task Send_ServerClosesAfterTheDot_IsUnknown()
    {
        await using var sink = await SmtpSink.Start("-q", ".");

        var outcome = await SendOnce(To(sink.Port));

        AssertOutcome(outcome, OutcomeKind.Unknown, FaultScope.Platform, "answer_lost");
    }

    [Fact]
    public async Task Send_ServerIsSilentAfterTheDot_IsUnknown()
    {
        await using var sink = await SmtpSink.Start("-W", ".:30");

        var outcome = await SendOnce(To(sink.Port, timeouts: Patient with { Socket = TimeSpan.FromMilliseconds(400) }));

        AssertOutcome(outcome, OutcomeKind.Unknown, FaultScope.Platform, "answer_timeout");
    }

    [Fact]
    public async Task Send_ServerIsSlowAtData_IsDeferred()
    {
        await using var sink = await SmtpSink.Start("-W", "DATA:30");

        var outcome = await SendOnce(To(sink.Port, timeouts: Patient with { Socket = TimeSpan.FromMilliseconds(400) }));

        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Platform, "reply_timeout");
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5_000_000)]
    public async Task Send_ServerGivesUpInContent_IsItsReply(int size)
    {
        await using var sink = await SmtpSink.Start("-A", "0");

        var outcome = await SendOnce(To(sink.Port), content: "Subject: x\r\n\r\n" + string.Concat(Enumerable.Repeat("0123456789\r\n", size / 12)));

        // The reset that follows may overtake the reply: then what is known is that the content was not complete.
        Assert.True(
            outcome is { Kind: OutcomeKind.Rejected, Scope: FaultScope.Message, Code: "550" } or { Kind: OutcomeKind.Deferred, Code: "connection_lost" },
            outcome.ToString());
    }

    [Fact]
    public async Task Send_OwnWordsOfTheServer_AreKept()
    {
        await using var sink = await SmtpSink.Start("-r", ".", "-b", "451 4.7.1 Try again in a while");

        var outcome = await SendOnce(To(sink.Port));

        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Platform, "451 4.7.1");
        Assert.Equal("451 4.7.1 Try again in a while", outcome.Reply);
    }

    [Fact]
    public async Task Send_CredentialsButNoAuth_IsNotSent()
    {
        await using var sink = await SmtpSink.Start("-a");

        var outcome = await SendOnce(To(sink.Port, credentials: new PasswordCredentials("joe", new Secret("x"))));

        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Connector, "auth_not_offered");
    }

    [Fact]
    public async Task Send_SecondMessage_GoesOverTheSameConnection()
    {
        await using var sink = await SmtpSink.Start("-v");
        await using var transport = Open(To(sink.Port));

        Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);
        Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);

        Assert.Single(sink.Output.Lines, IsConnect);
    }

    [Fact]
    public async Task Send_ManyAtOnce_AllAreAcceptedWithinTheCap()
    {
        await using var sink = await SmtpSink.Start("-v");
        await using var transport = Open(To(sink.Port, pool: new(3, int.MaxValue, TimeSpan.FromMinutes(1))));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Send(transport)));

        Assert.All(outcomes, outcome => Assert.Equal(OutcomeKind.Accepted, outcome.Kind));
        Assert.InRange(sink.Output.Lines.Count(IsConnect), 1, 3);
    }

    [Fact]
    public async Task Send_LargeMessage_ArrivesWhole()
    {
        await using var sink = await SmtpSink.Start(keepMail: true);
        var content = "Subject: large\r\n\r\n" + string.Concat(Enumerable.Range(0, 100_000).Select(number => $".{number}\r\n"));

        var outcome = await SendOnce(To(sink.Port), content: content);

        Assert.Equal(OutcomeKind.Accepted, outcome.Kind);
        Assert.Contains(content[18..].Replace("\r", ""), Assert.Single(sink.Mails).Replace("\r", ""));
    }

    private static bool IsConnect(string line) =>
        line.Contains("connect (", StringComparison.Ordinal) && !line.Contains("disconnect", StringComparison.Ordinal);
}
