using System.Buffers;
using System.Text;
using EmailPlatform.Connectors.Mime;
using EmailPlatform.Connectors.Smtp.Security;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.Connectors.Smtp;

/// <summary>The everyday with a Postfix that has all extensions: PIPELINING, CHUNKING, SIZE, 8BITMIME, SMTPUTF8, STARTTLS.</summary>
public sealed class PostfixTests(PostfixTests.Fixture servers) : SmtpTests, IClassFixture<PostfixTests.Fixture>
{
    public sealed class Fixture : IAsyncLifetime
    {
        private PostfixServer? _postfix;

        public TestAuthority Authority { get; } = new();

        public PostfixServer Postfix => _postfix ?? throw new InvalidOperationException("Postfix was not started.");

        public async ValueTask InitializeAsync()
        {
            using var certificate = Authority.Issue();
            _postfix = await PostfixServer.Start(certificate, null, "message_size_limit = 100000");
        }

        public async ValueTask DisposeAsync()
        {
            if (_postfix is not null)
            {
                await _postfix.DisposeAsync();
            }

            Authority.Dispose();
        }
    }

    [Theory]
    [InlineData(TlsMode.Off)]
    [InlineData(TlsMode.StartTlsIfOffered)]
    [InlineData(TlsMode.StartTlsRequired)]
    [InlineData(TlsMode.Implicit)]
    public async Task Send_AnyTlsMode_ArrivesAsComposed(object mode)
    {
        var subject = $"Mode {mode}";
        var buffer = new ArrayBufferWriter<byte>();
        var message = new MimeMessage(
            new Mailbox(EmailAddress.Parse("app@example.com"), "Äpp"),
            EmailAddress.Parse("joe@example.org"),
            subject,
            $"{Guid.NewGuid():N}@example.com",
            DateTimeOffset.UtcNow,
            Text: "Your code is 123456.\n.\n..\nEnde");
        Assert.True(MimeComposer.TryCompose(message, MimeForm.Ascii, buffer, out var reason), reason);

        var outcome = await SendOnce(Settings((TlsMode)mode), content: Encoding.ASCII.GetString(buffer.WrittenSpan));

        AssertOutcome(outcome, OutcomeKind.Accepted, null, "250 2.0.0");
        Assert.Equal(outcome.ProviderMessageId, outcome.Reply?[(outcome.Reply.LastIndexOf(' ') + 1)..]);
        var mail = await servers.Postfix.WaitForMail($"Subject: {subject}\n", Token);
        Assert.EndsWith("\nYour code is 123456.\n.\n..\nEnde\n", mail);
    }

    [Fact]
    public async Task Send_WithStages_NotesEveryStep()
    {
        var stages = new StageLog(TimeProvider.System);

        await SendOnce(Settings(TlsMode.StartTlsRequired), stages: stages);

        Assert.Equal([Stage.Dns, Stage.Connect, Stage.Tls, Stage.Mail, Stage.Rcpt, Stage.Data], stages.Results.Select(result => result.Stage));
        Assert.All(stages.Results, result => Assert.True(result.Ok, result.Detail));
        Assert.Contains("220 mail.example.net ESMTP", stages.Results[1].Detail);
        Assert.Contains("Tls1", stages.Results[2].Detail);
        Assert.Contains("CN=localhost", stages.Results[2].Detail);
    }

    [Fact]
    public async Task Send_StopBeforeContent_SendsNothing()
    {
        await using var transport = Open(Settings(TlsMode.Implicit));
        var stages = new StageLog(TimeProvider.System);

        var outcome = await transport.SendAsync(
            new SmtpEnvelope(EmailAddress.Parse("app@example.com"), EmailAddress.Parse(PostfixServer.UnknownRecipient)),
            default,
            new AttemptContext(stages, StopBeforeContent: true),
            Token);

        AssertOutcome(outcome, OutcomeKind.Accepted, null, "not_sent");
        Assert.Equal([Stage.Dns, Stage.Connect, Stage.Tls], stages.Results.Select(result => result.Stage));
    }

    [Theory]
    [InlineData(PostfixServer.UnknownRecipient, OutcomeKind.Rejected, FaultScope.Recipient, "550 5.1.1")]
    [InlineData(PostfixServer.GreylistedRecipient, OutcomeKind.Deferred, FaultScope.Recipient, "451 4.7.1")]
    [InlineData(PostfixServer.ClosingRecipient, OutcomeKind.Deferred, FaultScope.Platform, "421 4.3.2")]
    public async Task Send_RecipientRefused_IsJudgedAndTheNextMessageGoesThrough(string to, OutcomeKind kind, FaultScope scope, string code)
    {
        await using var transport = Open(Settings(TlsMode.StartTlsRequired));

        AssertOutcome(await Send(transport, to), kind, scope, code);
        Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);
        AssertOutcome(await Send(transport, to), kind, scope, code);
        Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);
    }

    [Fact]
    public async Task Send_LargerThanTheServerTakes_IsRejectedBeforeSending()
    {
        var outcome = await SendOnce(Settings(TlsMode.Off), content: "Subject: x\r\n\r\n" + new string('x', 100_000) + "\r\n");

        AssertOutcome(outcome, OutcomeKind.Rejected, FaultScope.Message, "message_too_large");
    }

    [Fact]
    public async Task Send_LargeMessage_ArrivesWhole()
    {
        var lines = string.Concat(Enumerable.Range(0, 10_000).Select(number => $".{number}\r\n"));

        var outcome = await SendOnce(Settings(TlsMode.Implicit), content: "Subject: large\r\n\r\n" + lines);

        Assert.Equal(OutcomeKind.Accepted, outcome.Kind);
        Assert.EndsWith(lines.Replace("\r", ""), await servers.Postfix.WaitForMail("Subject: large\n", Token));
    }

    [Fact]
    public async Task Send_NonAsciiLocalPart_UsesSmtpUtf8()
    {
        var outcome = await SendOnce(Settings(TlsMode.Off), to: "jürgen@example.org", content: "Subject: jürgen\r\nTo: jürgen@example.org\r\n\r\nx\r\n");

        Assert.Equal(OutcomeKind.Accepted, outcome.Kind);
        Assert.Contains("UTF8SMTP", await servers.Postfix.WaitForMail("Subject: jürgen\n", Token));
    }

    [Fact]
    public async Task Send_GoodAndRefusedInTurns_EachGetsItsOwnReply()
    {
        await using var transport = Open(Settings(TlsMode.Off) with { Pool = new(3, 10, TimeSpan.FromSeconds(30)) });
        string[] recipients = ["joe@example.org", PostfixServer.UnknownRecipient, PostfixServer.GreylistedRecipient];

        var sent = await Task.WhenAll(Enumerable.Range(0, 90).Select(async number => await Send(transport, recipients[number % 3])));

        Assert.All(sent.Chunk(3), outcomes => Assert.Equal(["250 2.0.0", "550 5.1.1", "451 4.7.1"], outcomes.Select(outcome => outcome.Code)));
    }

    private SmtpSettings Settings(TlsMode mode) => To(
        mode == TlsMode.Implicit ? servers.Postfix.TlsPort : servers.Postfix.PlainPort,
        tls: new TlsSettings(mode, TrustedRoots: servers.Authority.Roots));
}
