using System.Net;
using System.Net.Sockets;
using EmailPlatform.Connectors.Smtp.Protocol;
using EmailPlatform.TestKit.Smtp;
using EmailPlatform.TestKit.Time;

namespace EmailPlatform.Connectors.Smtp.Pooling;

/// <summary>How connections are kept, and that none of their ends loses or fails a message.</summary>
public sealed class PoolTests : SmtpTests
{
    [Fact]
    public async Task Send_ServerSaidGoodbyeWhileIdle_UsesANewConnection()
    {
        await using var server = new ScriptedSmtpServer(
            async session =>
            {
                await Take(session, greet: true);
                await session.Send("421 4.4.2 idle for too long\r\n");
            },
            session => Take(session, greet: true));
        await using var transport = Open(To(server.Port));

        Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);
        Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task Send_ServerClosesAtTheNextMail_UsesANewConnection()
    {
        await using var server = new ScriptedSmtpServer(
            async session =>
            {
                await Take(session, greet: true);
                await session.Expect("MAIL FROM:");
                session.Reset();
            },
            session => Take(session, greet: true));
        await using var transport = Open(To(server.Port));

        Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);
        Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task Send_ServerClosesAfterTheDotOfAKeptConnection_IsNotSentAgain()
    {
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await Take(session, greet: true);
            await ScriptedTests.ReadEnvelope(session);
            await session.Send("250 ok\r\n250 ok\r\n354 go on\r\n");
            await session.ReadContent();
        });
        await using var transport = Open(To(server.Port));

        Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);
        AssertOutcome(await Send(transport), OutcomeKind.Unknown, FaultScope.Platform, "answer_lost");
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Send_WaitingForAConnection_EndsWithTheToken()
    {
        var taken = new TaskCompletionSource();
        await using var server = new ScriptedSmtpServer(async session =>
        {
            taken.SetResult();
            await session.WaitForClose();
        });
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var first = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var transport = Open(To(server.Port, pool: new PoolLimits(1, 100, TimeSpan.FromMinutes(1))));
        var holding = Send(transport, cancellationToken: first.Token);
        await taken.Task;

        var waiting = Send(transport, cancellationToken: deadline.Token);
        await deadline.CancelAsync();

        AssertOutcome(await waiting, OutcomeKind.Deferred, FaultScope.Platform, "cancelled");
        await first.CancelAsync();
        AssertOutcome(await holding, OutcomeKind.Deferred, FaultScope.Platform, "cancelled");
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Send_MessagesPerConnectionReached_SaysGoodbyeAndOpensANewOne()
    {
        await using var server = new ScriptedSmtpServer(
            async session =>
            {
                await Take(session, greet: true);
                await Take(session, greet: false);
                await session.Expect("QUIT");
            },
            session => Take(session, greet: true));
        await using var transport = Open(To(server.Port, pool: new PoolLimits(5, 2, TimeSpan.FromMinutes(1))));

        for (var message = 0; message < 3; message++)
        {
            Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);
        }

        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task Pool_IdleTimeOver_SaysGoodbye()
    {
        var quit = new TaskCompletionSource();
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await Take(session, greet: true);
            await session.Expect("QUIT");
            quit.SetResult();
        });
        var time = new ManualTime();
        await using var transport = Open(To(server.Port, pool: new PoolLimits(5, 100, TimeSpan.FromSeconds(30))), time);

        Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);
        time.Advance(TimeSpan.FromSeconds(15));
        Assert.False(quit.Task.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(15));

        await quit.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
    }

    [Fact]
    public async Task Pool_ClosedDuringAPause_IsSeenBeforeSending()
    {
        var closed = new TaskCompletionSource();
        await using var server = new ScriptedSmtpServer(
            async session =>
            {
                await Take(session, greet: true);
                session.Reset();
                closed.SetResult();
            },
            session => Take(session, greet: true));
        var time = new ManualTime();
        await using var transport = Open(To(server.Port, pool: new PoolLimits(5, 100, TimeSpan.FromMinutes(10))), time);

        Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);
        await closed.Task;
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task Send_ServerClosedAfterATestThatSentNothing_UsesANewConnection()
    {
        await using var server = new ScriptedSmtpServer(
            async session =>
            {
                await session.Greet("PIPELINING");
                await session.Expect("MAIL FROM:");
                session.Reset();
            },
            session => Take(session, greet: true));
        await using var transport = Open(To(server.Port));

        var tested = await transport.SendAsync(
            new SmtpEnvelope(EmailAddress.Parse("app@example.com"), EmailAddress.Parse("joe@example.org")), default, new AttemptContext(StopBeforeContent: true), Token);

        Assert.Equal("not_sent", tested.Code);
        Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task Return_DeadlineHasFired_IsNotKept()
    {
        await using var server = new ScriptedSmtpServer(session => session.WaitForClose());
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, server.Port, Token);
        using var session = new SmtpSession(new SmtpWire(socket, TimeSpan.Zero, TimeProvider.System), SmtpCapabilities.None, new ServerLessons());
        await using var pool = new ConnectionPool(PoolLimits.Default, TimeProvider.System);
        session.Wire.Deadline.Attach(new CancellationToken(canceled: true));
        session.Wire.Deadline.Detach();

        await pool.ReturnAsync(session);

        Assert.Null(pool.Take());
    }

    [Fact]
    public async Task Dispose_IdleConnections_SaysGoodbye()
    {
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await Take(session, greet: true);
            await session.Expect("QUIT");
        });

        await using (var transport = Open(To(server.Port)))
        {
            Assert.Equal(OutcomeKind.Accepted, (await Send(transport)).Kind);
        }

        await server.Finished();
    }

    private static async Task Take(ScriptedSession session, bool greet)
    {
        if (greet)
        {
            await session.Greet("PIPELINING");
        }

        await ScriptedTests.ReadEnvelope(session);
        await session.Send("250 ok\r\n250 ok\r\n354 go on\r\n");
        await session.ReadContent();
        await session.Send("250 ok\r\n");
    }
}
