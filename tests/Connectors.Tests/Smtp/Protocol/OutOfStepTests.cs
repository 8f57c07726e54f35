using EmailPlatform.TestKit.Smtp;

namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>Servers whose replies prove that they answer something else than was asked: the connection is not used again.</summary>
public sealed class OutOfStepTests : SmtpTests
{
    [Theory]
    [InlineData("354 go on\r\n250 ok\r\n250 ok\r\n")]
    [InlineData("250 ok\r\n354 go on\r\n250 ok\r\n")]
    [InlineData("250 ok\r\n250 ok\r\n250 ok\r\n")]
    public async Task Envelope_ReplyOfAnotherClass_ClosesTheConnection(string replies)
    {
        await using var server = new ScriptedSmtpServer(
            async session =>
            {
                await session.Greet("PIPELINING");
                await ScriptedTests.ReadEnvelope(session);
                await session.Send(replies);
                Assert.Equal("", await session.ReadLine());
            },
            TakeOne);
        await using var transport = Open(To(server.Port));

        Assert.Equal(OutcomeKind.Deferred, (await Send(transport)).Kind);
        Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);
        await server.Finished();
    }

    [Fact]
    public async Task Content_GoAheadInPlaceOfAnAnswer_IsUnknownAndClosesTheConnection()
    {
        await using var server = new ScriptedSmtpServer(
            async session =>
            {
                await ScriptedTests.TakeContent(session);
                await session.Send("354 go on\r\n");
                Assert.Equal("", await session.ReadLine());
            },
            TakeOne);
        await using var transport = Open(To(server.Port));

        AssertOutcome(await Send(transport), OutcomeKind.Unknown, FaultScope.Platform, "354");
        Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);
        await server.Finished();
    }

    [Fact]
    public async Task Reset_RefusedThoughTheEnvelopeIsTaken_SendsNoDotAndUsesANewConnection()
    {
        await using var server = new ScriptedSmtpServer(
            async session =>
            {
                await session.Greet("PIPELINING");
                await ScriptedTests.ReadEnvelope(session);
                await session.Send("250 ok\r\n550 5.1.1 no such user\r\n503 no recipients\r\n");
                await session.Expect("RSET");
                await ScriptedTests.ReadEnvelope(session);
                await session.Send("502 what is that\r\n250 ok\r\n250 ok\r\n354 go on\r\n");
                Assert.Equal("", await session.ReadLine());
            },
            TakeOne);
        await using var transport = Open(To(server.Port));

        Assert.Equal(OutcomeKind.Rejected, (await Send(transport)).Kind);
        Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);
        await server.Finished();
    }

    [Fact]
    public async Task Mail_RefusedThoughTheRestIsTaken_SendsNoDot()
    {
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Greet("PIPELINING");
            await ScriptedTests.ReadEnvelope(session);
            await session.Send("550 5.7.0 not you\r\n250 ok\r\n354 go on\r\n");
            Assert.Equal("", await session.ReadLine());
        });

        AssertOutcome(await SendOnce(To(server.Port)), OutcomeKind.Deferred, FaultScope.Connector, "550 5.7.0");
        await server.Finished();
    }

    [Fact]
    public async Task Chunk_ServerDoesNotKnowItsOwnOffer_IsDeferredAndTheNextGoesAsData()
    {
        await using var server = new ScriptedSmtpServer(
            async session =>
            {
                await session.Greet("PIPELINING", "CHUNKING");
                await session.Expect("MAIL FROM:");
                await session.Expect("RCPT TO:");
                await session.Send("250 ok\r\n250 ok\r\n");
                await session.Expect("BDAT ");
                await session.ReadBytes(Message.Length);
                await session.Send("502 5.5.1 unknown command\r\n");
                Assert.Equal("", await session.ReadLine());
            },
            async session =>
            {
                await session.Greet("PIPELINING", "CHUNKING");
                await ScriptedTests.ReadEnvelope(session);
                await session.Send("250 ok\r\n250 ok\r\n354 go on\r\n");
                await session.ReadContent();
                await session.Send("250 ok\r\n");
                await session.WaitForClose();
            });
        await using var transport = Open(To(server.Port));

        AssertOutcome(await Send(transport), OutcomeKind.Deferred, FaultScope.Platform, "502 5.5.1");
        Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);
        await transport.DisposeAsync();
        await server.Finished();
    }

    private static async Task TakeOne(ScriptedSession session)
    {
        await ScriptedTests.TakeContent(session);
        await session.Send("250 ok\r\n");
    }
}
