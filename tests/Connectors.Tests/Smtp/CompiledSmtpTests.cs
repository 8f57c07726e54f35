using System.Text;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Conformance;
using EmailPlatform.Connectors.Mime;
using EmailPlatform.Connectors.Network;
using EmailPlatform.Connectors.Smtp.Configuration;
using EmailPlatform.TestKit.Peers;
using EmailPlatform.TestKit.Smtp;

namespace EmailPlatform.Connectors.Smtp;

public sealed class CompiledSmtpTests
{
    [Fact]
    public async Task Send_ThroughAServer_CarriesWhatConfigurationAndMessageSay()
    {
        await using var sink = await SmtpSink.Start(keepMail: true);
        await using var smtp = Compile(sink.Port, $$"""
            , "replyTo": "help@example.com", "customHeaders": { "X-Source": "platform", "X-Campaign": ["a", "b"] },
            "dkim": { "domainName": "example.com", "keySelector": "mail", "privateKey": {{SmtpForm.Quote(TestKeys.Pem)}}, "skipFields": "subject" }
            """);
        var mail = SampleMail.Create(content: new MailContent("Your code", "<p>123456</p>", "123456", "Support <support@example.com>")) with
        {
            Headers = [KeyValuePair.Create("X-Campaign", "c")],
        };

        var outcome = await smtp.SendAsync(mail, AttemptContext.Default, TestContext.Current.CancellationToken);

        Assert.Equal(OutcomeKind.Accepted, outcome.Kind);
        var received = Assert.Single(sink.Mails).ReplaceLineEndings("\n");
        Assert.Contains("X-Mail-Args: <support@example.com>", received, StringComparison.Ordinal);
        Assert.Contains("X-Rcpt-Args: <ada@example.net>", received, StringComparison.Ordinal);
        Assert.Contains("\nX-Helo-Args: node.example.com\n", received, StringComparison.Ordinal);
        Assert.Contains("\nDKIM-Signature: v=1; a=rsa-sha256", received, StringComparison.Ordinal);
        Assert.DoesNotContain("Subject:", received[received.IndexOf("DKIM-Signature", StringComparison.Ordinal)..received.IndexOf("\nDate: ", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Contains($"\nMessage-ID: <{mail.Id}@example.com>\n", received, StringComparison.Ordinal);
        Assert.Matches("\nFrom: \"?Support\"? <support@example.com>\n", received);
        Assert.Contains("\nReply-To: help@example.com\n", received, StringComparison.Ordinal);
        Assert.Contains("\nX-Source: platform\n", received, StringComparison.Ordinal);
        Assert.Contains("\nX-Campaign: c\n", received, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Campaign: a", received, StringComparison.Ordinal);
        Assert.Contains("multipart/alternative", received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WithDkim_ArrivesWithASignatureThatVerifies()
    {
        await using var sink = await SmtpSink.Start(keepMail: true);
        await using var smtp = Compile(sink.Port, $$"""
            , "dkim": { "domainName": "example.com", "keySelector": "test", "privateKey": {{SmtpForm.Quote(DkimTestKey.Pem)}} }
            """);
        var mail = SampleMail.Create(content: new MailContent("Ihr Code für die Anmeldung", "<p>.123456</p>\n.", ".123456\n.\nübrigens", null));

        var outcome = await smtp.SendAsync(mail, AttemptContext.Default, TestContext.Current.CancellationToken);

        Assert.Equal(OutcomeKind.Accepted, outcome.Kind);
        var received = Assert.Single(sink.Mails).ReplaceLineEndings("\r\n");
        var signed = received[received.IndexOf("DKIM-Signature:", StringComparison.Ordinal)..];
        var verdicts = await DkimPeerTests.Verify([("arrived.eml", Encoding.ASCII.GetBytes(signed)), ("changed.eml", Encoding.ASCII.GetBytes(signed.Replace("123456", "654321", StringComparison.Ordinal)))]);
        Assert.Equal("True", verdicts["arrived.eml"]);
        Assert.NotEqual("True", verdicts["changed.eml"]);
    }

    [Fact]
    public async Task Send_ReplyToOfTheMessage_GoesBeforeTheConfigured()
    {
        await using var sink = await SmtpSink.Start(keepMail: true);
        await using var smtp = Compile(sink.Port, """, "replyTo": "help@example.com" """);

        await smtp.SendAsync(SampleMail.Create() with { ReplyTo = Mailbox.Parse("sales@example.com") }, AttemptContext.Default, TestContext.Current.CancellationToken);

        var received = Assert.Single(sink.Mails);
        Assert.Contains("Reply-To: sales@example.com", received, StringComparison.Ordinal);
        Assert.DoesNotContain("help@example.com", received, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "jürgen@example.com", OutcomeKind.Rejected, FaultScope.Message)]
    [InlineData(", \"replyTo\": \"jürgen@example.com\"", null, OutcomeKind.Deferred, FaultScope.Connector)]
    public async Task Send_ReplyToBeyondTheServer_IsTheFaultOfWhoGaveIt(string members, string? ofMessage, OutcomeKind kind, FaultScope scope)
    {
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Greet("PIPELINING", "8BITMIME");
            await session.WaitForClose();
        });
        await using var smtp = Compile(server.Port, members);
        var mail = SampleMail.Create() with { ReplyTo = ofMessage is null ? null : Mailbox.Parse(ofMessage) };

        var outcome = await smtp.SendAsync(mail, AttemptContext.Default, TestContext.Current.CancellationToken);

        Assert.Equal((kind, scope, "smtputf8_not_offered"), (outcome.Kind, outcome.Scope, outcome.Code));
    }

    [Fact]
    public async Task Send_HeaderThatCannotBeWritten_IsRejectedWithoutAConnection()
    {
        await using var smtp = new SmtpConnector().Compile(Stored(587, ""), IsolatedContext.Create());
        var stages = new StageLog(TimeProvider.System);

        var outcome = await smtp.SendAsync(
            SampleMail.Create() with { Headers = [KeyValuePair.Create("Bcc", "eve@example.org")] }, new AttemptContext(stages), TestContext.Current.CancellationToken);

        Assert.Equal((OutcomeKind.Rejected, FaultScope.Message, "not_expressible"), (outcome.Kind, outcome.Scope, outcome.Code));
        Assert.Equal((Stage.Render, false), Assert.Single(stages.Results.Select(stage => (stage.Stage, stage.Ok))));
    }

    [Fact]
    public async Task Send_CredentialsAndNoTls_KeepsThePasswordToItself()
    {
        await using var sink = await SmtpSink.Start(keepMail: true);
        await using var smtp = Compile(sink.Port, """, "auth": { "user": "ada", "pass": "secret" }, "requireTLS": false """);

        var outcome = await smtp.SendAsync(SampleMail.Create(), AttemptContext.Default, TestContext.Current.CancellationToken);

        Assert.Equal((OutcomeKind.Deferred, FaultScope.Connector, "starttls_not_offered"), (outcome.Kind, outcome.Scope, outcome.Code));
        Assert.Empty(sink.Mails);
    }

    [Fact]
    public async Task Templates_OfTheConfiguration_SayWhereTheyStand()
    {
        await using var smtp = new SmtpConnector().Compile(Stored(587, $", \"templates\": {SmtpForm.Templates}"), IsolatedContext.Create());

        Assert.Equal(
            [
                new ConnectorTemplate("templates[0]", "Register", "Welcome", null, "Your code is {{code}}", null, null, "templates[0].content"),
                new ConnectorTemplate("templates[1]", "SignIn", "Sign in", "<b>{{code}}</b>", null, "{{support}}", "templates[1].content"),
            ],
            smtp.Templates.Take(2));
    }

    private static CompiledConnector Compile(int port, string members) => new SmtpConnector().Compile(
        Stored(port, members),
        IsolatedContext.Create(network: new GuardedNetwork(new AddressGuard(new NetworkOptions { AllowLoopback = true }), new SystemResolver(), TimeProvider.System)));

    private static JsonObject Stored(int port, string members)
    {
        var reading = SmtpForm.Read($$"""{ "host": "localhost", "port": {{port}}, "fromEmail": "Example <no-reply@example.com>"{{members}} }""");
        Assert.Empty(reading.Errors());
        return reading.Stored!;
    }
}
