using System.Globalization;
using EmailPlatform.Connectors.Smtp.Authentication;
using EmailPlatform.Connectors.Smtp.Security;
using EmailPlatform.TestKit.Peers;
using EmailPlatform.TestKit.Smtp;

namespace EmailPlatform.Connectors.Smtp;

/// <summary>What only a server says that is told to, byte for byte.</summary>
public sealed class ScriptedTests : SmtpTests
{
    private static readonly SmtpTimeouts Short = Patient with { Greeting = TimeSpan.FromMilliseconds(300), Socket = TimeSpan.FromMilliseconds(300) };

    [Fact]
    public async Task StartTls_MoreInClearBehindTheAnswer_IsRefused()
    {
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Greet("STARTTLS");
            await session.Expect("STARTTLS");
            await session.Send("220 go ahead\r\n250 injected\r\n");
            await session.WaitForClose();
        });

        var outcome = await SendOnce(To(server.Port, TlsMode.StartTlsRequired));

        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Connector, "starttls_injection");
    }

    [Fact]
    public async Task StartTls_CapabilitiesInClear_AreForgotten()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue();
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Greet("STARTTLS", "AUTH PLAIN", "PIPELINING");
            await session.Expect("STARTTLS");
            await session.Send("220 go ahead\r\n");
            await session.StartTls(certificate);
            await session.Hello();
            await session.WaitForClose();
        });

        var outcome = await SendOnce(To(
            server.Port,
            credentials: new PasswordCredentials("joe", new Secret("x")),
            tls: new TlsSettings(TlsMode.StartTlsRequired, TrustedRoots: authority.Roots)));

        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Connector, "auth_not_offered");
    }

    [Fact]
    public async Task StartTls_IfOfferedButNotWithCredentials_IsNotSentInClear()
    {
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Greet("AUTH PLAIN");
            Assert.Equal("", await session.ReadLine());
        });

        var outcome = await SendOnce(To(server.Port, TlsMode.StartTlsIfOffered, new PasswordCredentials("joe", new Secret("x"))));

        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Connector, "starttls_not_offered");
        await server.Finished();
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n", "not_smtp", "host and port")]
    [InlineData("This port wants TLS\r\n", "not_smtp", "host and port")]
    [InlineData("\u0015\u0003\u0001\u0000\u0002\u0002\u0046", "tls_expected", "secure to true")]
    public async Task Greeting_OfAnotherProtocol_IsNamed(string greeting, string code, string hint)
    {
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Send(greeting);
            await session.WaitForClose();
        });

        var outcome = await SendOnce(To(server.Port));

        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Connector, code);
        Assert.Contains(hint, outcome.Hint);
    }

    [Fact]
    public async Task Greeting_WithoutEnd_IsBounded()
    {
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Send("220-" + new string('x', 200_000));
            await session.WaitForClose();
        });

        AssertOutcome(await SendOnce(To(server.Port)), OutcomeKind.Deferred, FaultScope.Connector, "not_smtp");
    }

    [Fact]
    public async Task Replies_ByteByByteAndOverManyLines_AreRead()
    {
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.SendSlowly("220-wel\r\n220-come\r\n220 you\r\n");
            await session.Expect("EHLO client.example.com");
            await session.SendSlowly("250-scripted.example\r\n250-PIPELINING\r\n250-SIZE\r\n250 8BITMIME\r\n");
            Assert.Equal("MAIL FROM:<app@example.com> SIZE=67", await session.ReadLine());
            Assert.Equal("RCPT TO:<joe@example.org>", await session.ReadLine());
            Assert.Equal("DATA", await session.ReadLine());
            await session.SendSlowly("250-so\r\n250 far\r\n250 so good\r\n354-go\r\n354 on\r\n");
            Assert.Equal(Message, await session.ReadContent());
            await session.SendSlowly("250-2.0.0 taken\r\n250-2.0.0 and\r\n250 2.0.0 Ok: queued as X1\r\n");
        });

        var outcome = await SendOnce(To(server.Port));

        AssertOutcome(outcome, OutcomeKind.Accepted, null, "250 2.0.0");
        Assert.Equal("250 2.0.0 taken and Ok: queued as X1", outcome.Reply);
        Assert.Equal("X1", outcome.ProviderMessageId);
        await server.Finished();
    }

    [Fact]
    public async Task Content_ServerTakesChunks_GoesAsItIs()
    {
        const string Dotted = "Subject: x\r\n\r\n.\r\n..\r\nend";
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Greet("PIPELINING", "CHUNKING");
            await session.Expect("MAIL FROM:");
            await session.Expect("RCPT TO:");
            await session.Send("250 ok\r\n250 ok\r\n");
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"BDAT {Dotted.Length} LAST"), await session.ReadLine());
            Assert.Equal(Dotted, await session.ReadBytes(Dotted.Length));
            await session.Send("250 ok\r\n");
        });

        Assert.Equal(OutcomeKind.Accepted, (await SendOnce(To(server.Port), content: Dotted)).Kind);
        await server.Finished();
    }

    [Fact]
    public async Task Data_GoAheadWithoutRecipient_EndsWithALoneDotAndNextMessageResets()
    {
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Greet("PIPELINING");
            await ReadEnvelope(session);
            await session.Send("250 ok\r\n550 5.1.1 no such user\r\n354 go on\r\n");
            Assert.Equal(".", await session.ReadLine());
            await session.Send("554 no recipients\r\n");
            await session.Expect("RSET");
            await ReadEnvelope(session);
            await session.Send("250 reset\r\n250 ok\r\n250 ok\r\n354 go on\r\n");
            await session.ReadContent();
            await session.Send("250 ok\r\n");
        });
        await using var transport = Open(To(server.Port));

        AssertOutcome(await Send(transport), OutcomeKind.Rejected, FaultScope.Recipient, "550 5.1.1");
        Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);
        await server.Finished();
    }

    [Fact]
    public async Task Deadline_BeforeContent_IsDeferredAndNoContentLeaves()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Greet("PIPELINING");
            await ReadEnvelope(session);
            await session.Send("250 ok\r\n250 ok\r\n");
            await deadline.CancelAsync();
            Assert.Equal("", await session.ReadLine());
        });
        await using var transport = Open(To(server.Port));

        AssertOutcome(await Send(transport, cancellationToken: deadline.Token), OutcomeKind.Deferred, FaultScope.Platform, "cancelled");
        await server.Finished();
    }

    [Fact]
    public async Task Deadline_AfterContent_IsUnknown()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await TakeContent(session);
            await deadline.CancelAsync();
            await session.WaitForClose();
        });
        await using var transport = Open(To(server.Port));

        AssertOutcome(await Send(transport, cancellationToken: deadline.Token), OutcomeKind.Unknown, FaultScope.Platform, "answer_cancelled");
    }

    [Fact]
    public async Task Reply_GarbledAfterContent_IsUnknown()
    {
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await TakeContent(session);
            await session.Send("hello?\r\n");
        });

        AssertOutcome(await SendOnce(To(server.Port)), OutcomeKind.Unknown, FaultScope.Platform, "answer_garbled");
    }

    [Fact]
    public async Task Connection_ResetAfterContent_IsUnknown()
    {
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await TakeContent(session);
            session.Reset();
        });

        AssertOutcome(await SendOnce(To(server.Port)), OutcomeKind.Unknown, FaultScope.Platform, "answer_lost");
    }

    [Fact]
    public async Task Content_ServerStopsReading_IsDeferred()
    {
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Greet("PIPELINING");
            await ReadEnvelope(session);
            await session.Send("250 ok\r\n250 ok\r\n354 go on\r\n");
            await session.WaitForCancel();
        });

        var outcome = await SendOnce(To(server.Port, timeouts: Short), content: "Subject: x\r\n\r\n" + new string('x', 30_000_000) + "\r\n");

        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Platform, "reply_timeout");
    }

    [Fact]
    public async Task Message_WithBareLineBreak_IsNotSent()
    {
        await using var server = new ScriptedSmtpServer(session => session.WaitForClose());

        var outcome = await SendOnce(To(server.Port), content: "Subject: x\r\n\r\na\n.\nMAIL FROM:<evil@example.com>\r\n");

        AssertOutcome(outcome, OutcomeKind.Rejected, FaultScope.Message, "bare_line_break");
        Assert.Equal(0, server.Connections);
    }

    [Theory]
    [InlineData("jürgen@example.org", "x\r\n", OutcomeKind.Rejected, FaultScope.Recipient, "smtputf8_not_offered")]
    [InlineData("joe@example.org", "ä\r\n", OutcomeKind.Rejected, FaultScope.Message, "eightbitmime_not_offered")]
    public async Task Message_BeyondTheServersExtensions_IsRejectedBeforeSending(string to, string content, OutcomeKind kind, FaultScope scope, string code)
    {
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Greet("PIPELINING");
            Assert.Contains(await session.ReadLine(), new[] { "", "QUIT" });
        });

        AssertOutcome(await SendOnce(To(server.Port), to, content), kind, scope, code);
        await server.Finished();
    }

    [Fact]
    public async Task Domain_NotAscii_GoesAsALabels()
    {
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Greet();
            await session.Expect("MAIL FROM:<app@example.com>");
            await session.Send("250 ok\r\n");
            Assert.Equal("RCPT TO:<joe@xn--mller-kva.example>", await session.ReadLine());
            await session.Send("550 no\r\n");
            await session.WaitForClose();
        });

        Assert.Equal(OutcomeKind.Rejected, (await SendOnce(To(server.Port), "joe@müller.example")).Kind);
        await server.Finished();
    }

    [Fact]
    public async Task Scram_ServerProvesNothing_IsNotTrusted()
    {
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Greet("AUTH SCRAM-SHA-256");
            await session.Expect("AUTH SCRAM-SHA-256 ");
            await session.Send("235 welcome, whoever you are\r\n");
            await session.WaitForClose();
        });

        var outcome = await SendOnce(To(server.Port, credentials: new PasswordCredentials("joe", new Secret("x"))));

        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Connector, "auth_server_not_proven");
    }

    [Fact]
    public async Task Auth_PasswordTooLongForACommandLine_WaitsForTheGoAhead()
    {
        var password = new string('p', 600);
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Greet("AUTH PLAIN");
            Assert.Equal("AUTH PLAIN", await session.ReadLine());
            await session.Send("334 \r\n");
            Assert.Equal(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("\0joe\0" + password)), await session.ReadLine());
            await session.Send("535 5.7.8 no\r\n");
            await session.WaitForClose();
        });

        var outcome = await SendOnce(To(server.Port, credentials: new PasswordCredentials("joe", new Secret(password))));

        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Connector, "535 5.7.8");
        await server.Finished();
    }

    internal static async Task ReadEnvelope(ScriptedSession session)
    {
        await session.Expect("MAIL FROM:");
        await session.Expect("RCPT TO:");
        await session.Expect("DATA");
    }

    internal static async Task TakeContent(ScriptedSession session)
    {
        await session.Greet("PIPELINING");
        await ReadEnvelope(session);
        await session.Send("250 ok\r\n250 ok\r\n354 go on\r\n");
        await session.ReadContent();
    }
}
