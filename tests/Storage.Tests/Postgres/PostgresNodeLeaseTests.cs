using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Nodes;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Storage.Postgres.Engine;
using EmailPlatform.TestKit.Time;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace EmailPlatform.Storage.Postgres;

/// <summary>Leases of nodes by the database's clock, of which tests move the times that are written down, not the clock.</summary>
public sealed class PostgresNodeLeaseTests : IAsyncLifetime
{
    private static readonly NodeLease First = new("node-1", "life-1");
    private static readonly NodeLease Second = new("node-1", "life-2");
    private static readonly NodeLease Other = new("node-2", "life-3");

    private readonly PostgresHome _home = new();
    private readonly ManualTime _time = new();
    private ServiceProvider? _services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private INodeStore Nodes => Services.GetRequiredService<INodeStore>();

    private ServiceProvider Services => _services ?? throw new InvalidOperationException("Not initialized.");

    public async ValueTask InitializeAsync()
    {
        await _home.CreateAsync();
        await SetUpSinceAsync("1 hour");

        // What is asked for by its bare name is looked for in our schema first: there the server is as old as a test says.
        var connection = new NpgsqlConnectionStringBuilder(_home.AppConnection) { SearchPath = "public,pg_catalog" };
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_time)
            .AddPostgresStorage(new PostgresOptions(connection.ConnectionString)).BuildServiceProvider();
        await _services.GetRequiredService<IPlatformStore>().OpenAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        await _home.DisposeAsync();
    }

    [Fact]
    public async Task Life_WhoseLeaseRanOut_IsEndedOnce()
    {
        await RegisterAsync(First);
        Assert.Empty(await Nodes.EndExpiredAsync(Token));
        await SqlAsync("UPDATE nodes SET expires_at = clock_timestamp() - interval '1 millisecond'");
        Assert.False(Assert.Single(await Nodes.ListAsync(Token)).IsAlive);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Nodes.EndExpiredAsync(Token)));

        Assert.Equal([First], answers.SelectMany(ended => ended));
        Assert.False(await Nodes.HeartbeatAsync(First, Token));
        Assert.Empty(await Nodes.ListAsync(Token));
    }

    [Fact]
    public async Task Life_WhoseLeaseRanOut_GoesOnWhenItsHeartbeatComesFirst()
    {
        await RegisterAsync(First);
        await SqlAsync("UPDATE nodes SET expires_at = clock_timestamp() - interval '1 minute'");

        Assert.True(await Nodes.HeartbeatAsync(First, Token));
        Assert.Empty(await Nodes.EndExpiredAsync(Token));
        Assert.True(Assert.Single(await Nodes.ListAsync(Token)).IsAlive);
    }

    [Theory]
    [InlineData("9 seconds", true)]
    [InlineData("11 seconds", false)]
    public async Task Lease_ThatRanOutWhileTheDatabaseWasDown_HoldsForALeaseFromItsStart(string up, bool holds)
    {
        await RegisterAsync(First);
        await SqlAsync("UPDATE nodes SET expires_at = clock_timestamp() - interval '1 hour', heartbeat_at = clock_timestamp() - interval '1 hour'");
        await SetUpSinceAsync(up);

        Assert.Equal(holds, Assert.Single(await Nodes.ListAsync(Token)).IsAlive);
        Assert.Equal(holds ? [] : [First], await Nodes.EndExpiredAsync(Token));
        Assert.Equal(holds, await Nodes.HeartbeatAsync(First, Token));
    }

    [Fact]
    public async Task Name_OfAProcessThatIsHeardOfAgain_IsRefused()
    {
        await RegisterAsync(First);
        var second = RegisterAsync(Second);
        await _time.WhenTimersAsync(1);
        await SqlAsync("UPDATE nodes SET heartbeat_at = clock_timestamp()");
        _time.Advance(TimeSpan.FromSeconds(1));

        var refused = await Assert.ThrowsAsync<StoreOpeningException>(() => second);
        Assert.Contains("'node-1'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--node", refused.Message, StringComparison.Ordinal);
        Assert.True(await Nodes.HeartbeatAsync(First, Token));
    }

    [Fact]
    public async Task Name_OfAProcessThatIsNotHeardOfAgain_IsTakenOver()
    {
        await RegisterAsync(First);
        var second = RegisterAsync(Second);
        await _time.WhenTimersAsync(1);
        await SqlAsync("UPDATE nodes SET heartbeat_at = clock_timestamp() - interval '7.1 seconds'");
        _time.Advance(TimeSpan.FromSeconds(1));
        await second;

        Assert.False(await Nodes.HeartbeatAsync(First, Token));
        Assert.Equal(["life-2"], (await Nodes.ListAsync(Token)).Select(node => node.Incarnation));
    }

    [Fact]
    public async Task Name_OfAProcessWithoutConnections_IsTakenOverAtOnce_UnlessTheDatabaseHasJustStarted()
    {
        await RegisterAsync(First);
        await SqlAsync("UPDATE nodes SET session = 'gone'");
        await SetUpSinceAsync("0 seconds");
        var second = RegisterAsync(Second);
        await _time.WhenTimersAsync(1);
        Assert.False(second.IsCompleted);

        await SetUpSinceAsync("4 seconds");
        _time.Advance(TimeSpan.FromSeconds(1));
        await second;
        Assert.True(await Nodes.HeartbeatAsync(Second, Token));
    }

    [Fact]
    public async Task Name_HeardOfInTheFuture_HoldsNobodyUp()
    {
        await RegisterAsync(First);
        await SqlAsync("UPDATE nodes SET heartbeat_at = clock_timestamp() + interval '1 hour'");

        await RegisterAsync(Second);

        Assert.False(await Nodes.HeartbeatAsync(First, Token));
    }

    [Fact]
    public async Task Life_ThatIsEnded_LosesItsConnectionsAndWhatTheyHadBegun()
    {
        await using var frozen = await _home.OpenAsync();
        await frozen.GetRequiredService<INodeStore>().RegisterAsync(new NodeRegistration(Other, "all", "direct", "1.0"), Token);
        await using var connection = await frozen.GetRequiredService<PostgresDatabase>().ConnectForMailAsync(Token);
        await using var begun = new NpgsqlCommand("BEGIN; SELECT pg_advisory_xact_lock(4711)", connection);
        await begun.ExecuteNonQueryAsync(Token);
        await RegisterAsync(First);

        await SqlAsync("UPDATE nodes SET expires_at = clock_timestamp() - interval '1 minute' WHERE name = 'node-2'");
        Assert.Equal([Other], await Nodes.EndExpiredAsync(Token));

        // Within the transaction's own bound of five seconds nothing else would have let go of it.
        await SqlAsync("SET lock_timeout = '4s'; SELECT pg_advisory_lock(4711)");
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => begun.ExecuteNonQueryAsync(Token));
        Assert.True(await Nodes.HeartbeatAsync(First, Token));
    }

    [Fact]
    public async Task AnotherRuntime_IsRefusedWhileANodeLives()
    {
        await RegisterAsync(First);
        var refused = await Assert.ThrowsAsync<StoreOpeningException>(() => RegisterAsync(Other, "orleans"));
        Assert.Contains("'node-1' (version 1.2.3) runs the direct runtime", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["node-1"], (await Nodes.ListAsync(Token)).Select(node => node.Name));

        await SqlAsync("UPDATE nodes SET expires_at = clock_timestamp() - interval '1 millisecond'");
        await RegisterAsync(Other, "orleans");
        Assert.True(await Nodes.HeartbeatAsync(Other, Token));
    }

    [Fact]
    public async Task TwoRuntimes_ThatStartAtTheSameTime_OneOfThemRuns()
    {
        for (var round = 0; round < 10; round++)
        {
            var (a, b) = (new NodeLease("node-a", $"{round}"), new NodeLease("node-b", $"{round}"));
            var starts = new[] { RegisterAsync(a), RegisterAsync(b, "orleans") };
            await Assert.ThrowsAsync<StoreOpeningException>(() => Task.WhenAll(starts));

            Assert.Equal(1, starts.Count(start => start.IsCompletedSuccessfully));
            await Nodes.LeaveAsync(starts[0].IsCompletedSuccessfully ? a : b, Token);
        }
    }

    [Fact]
    public async Task Life_ThatEndedLongAgo_IsForgotten_OnceItHoldsNothing()
    {
        await RegisterAsync(First);
        await RegisterAsync(Other);
        await Nodes.LeaveAsync(First, Token);
        await Nodes.LeaveAsync(Other, Token);
        await SqlAsync("""
            INSERT INTO messages (id, tenant, usage_type, recipient, recipient_key, on_unknown, supersedes, epoch, created_at, expires_at, status, status_at, queue_epoch, node, incarnation, attempts)
            VALUES (gen_random_uuid(), 'acme', 'SignIn', 'a@example.com', 'a@example.com', 'resend', false, 1, now(), now(), 'sending', now(), 1, 'node-2', 'life-3', 1);
            UPDATE nodes SET ended_at = clock_timestamp() - interval '59 minutes';
            """);
        await Nodes.EndExpiredAsync(Token);
        Assert.Equal("2", await SqlAsync("SELECT count(*) FROM nodes"));

        await SqlAsync("UPDATE nodes SET ended_at = clock_timestamp() - interval '61 minutes'");
        await Nodes.EndExpiredAsync(Token);
        Assert.Equal("life-3", await SqlAsync("SELECT incarnation FROM nodes"));
        Assert.Equal(("node-2", false, 1, 1), Assert.Single((await Nodes.ListAsync(Token)).Select(node => (node.Name, node.IsAlive, node.Leased, node.Sending))));
    }

    [Fact]
    public async Task Heartbeat_WhileMailHasEveryConnection_DoesNotWait()
    {
        await RegisterAsync(First);
        var database = Services.GetRequiredService<PostgresDatabase>();
        var taken = new List<NpgsqlConnection>();
        using var full = new CancellationTokenSource();
        try
        {
            var next = database.ConnectForMailAsync(full.Token).AsTask();
            while (taken.Count < 6)
            {
                taken.Add(await next);
                next = database.ConnectForMailAsync(full.Token).AsTask();
            }

            Assert.False(next.IsCompleted);
            Assert.True(await Nodes.HeartbeatAsync(First, Token));
            await full.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        }
        finally
        {
            foreach (var connection in taken)
            {
                await connection.DisposeAsync();
            }
        }
    }

    private Task RegisterAsync(NodeLease lease, string runtime = "direct") => Nodes.RegisterAsync(new NodeRegistration(lease, "all", runtime, "1.2.3"), Token);

    private Task SetUpSinceAsync(string interval) => SqlAsync(
        $"CREATE OR REPLACE FUNCTION public.pg_postmaster_start_time() RETURNS timestamptz LANGUAGE sql AS 'SELECT clock_timestamp() - interval ''{interval}'''");

    private Task<string> SqlAsync(string sql) => _home.Server.Run(sql, _home.Database, Token);
}
