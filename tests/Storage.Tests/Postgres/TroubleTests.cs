using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Postgres.Engine;
using Npgsql;

namespace EmailPlatform.Storage.Postgres;

/// <summary>Trouble of the database while the platform runs: said as such, without what the statement was about, and over when it is over.</summary>
public sealed class TroubleTests : StoreBehaviour
{
    private PostgresHome? _home;

    private PostgresHome Home => _home ?? throw new InvalidOperationException("Not initialized.");

    protected override StoreHome CreateHome() => _home = new PostgresHome();

    [Fact]
    public async Task Connections_CutByTheServer_AreMadeAnew()
    {
        var state = await AddTenantAsync("acme");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Tenants.FindAsync(state.Id, Token)));
        await CutAsync();

        // What comes first may meet a connection that is gone; it says so, and nothing is lost.
        var failures = await CountFailuresAsync(() => Tenants.FindAsync(state.Id, Token));

        Assert.InRange(failures, 0, 10);
        await ActivateAsync(state);
    }

    [Fact]
    public async Task Statement_WaitingForALock_EndsWhenTheServerCancelsIt()
    {
        var state = await AddTenantAsync("acme");
        await using var outside = new NpgsqlConnection(Home.OutsideConnection + ";Pooling=false");
        await outside.OpenAsync(Token);
        await using var transaction = await outside.BeginTransactionAsync(Token);
        await ExecuteAsync(outside, "LOCK TABLE tenants IN ACCESS EXCLUSIVE MODE");

        var waiting = Tenants.FindAsync(state.Id, Token);
        while (await ExecuteAsync(outside, "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()") is null)
        {
        }

        var problem = await Assert.ThrowsAsync<StoreUnavailableException>(() => waiting);
        Assert.Contains("57014", problem.Message, StringComparison.Ordinal);
        await transaction.RollbackAsync(Token);
        Assert.NotNull(await Tenants.FindAsync(state.Id, Token));
    }

    [Fact]
    public async Task Connection_UsedBefore_StillWaitsForNothingForLong()
    {
        await using (await Get<PostgresDatabase>().ConnectForMailAsync(Token))
        {
        }

        await using var connection = await Get<PostgresDatabase>().ConnectForMailAsync(Token);

        Assert.Equal("8s", await ExecuteAsync(connection, "SHOW statement_timeout"));
        Assert.Equal("1s", await ExecuteAsync(connection, "SHOW lock_timeout"));
        Assert.Equal("5s", await ExecuteAsync(connection, "SHOW idle_in_transaction_session_timeout"));
        Assert.Equal("on", await ExecuteAsync(connection, "SHOW synchronous_commit"));
    }

    [Fact]
    public async Task Lock_HeldByAnotherForLong_IsUnavailable()
    {
        var state = await AddTenantAsync("acme");
        await using var outside = new NpgsqlConnection(Home.OutsideConnection + ";Pooling=false");
        await outside.OpenAsync(Token);
        await using var transaction = await outside.BeginTransactionAsync(Token);
        await ExecuteAsync(outside, "SELECT 1 FROM tenants FOR UPDATE");

        var change = new TenantChange(1, state with { Version = 2 }, Entry(state.Id));
        var problem = await Assert.ThrowsAsync<StoreUnavailableException>(() => Tenants.TryWriteAsync(change, Token));

        Assert.Contains("55P03", problem.Message, StringComparison.Ordinal);
        await transaction.RollbackAsync(Token);
        Assert.True(await Tenants.TryWriteAsync(change, Token));
    }

    [Fact]
    public async Task Check_WhereNothingCanBeWritten_Fails()
    {
        await Get<IPlatformStore>().CheckAsync(Token);
        await Home.Server.Run($"ALTER DATABASE {Home.Database} SET default_transaction_read_only = on", cancellationToken: Token);
        await ReopenAsync();

        Assert.Null(await Get<IPlatformStore>().ReadValueAsync("anything", Token));
        var problem = await Assert.ThrowsAsync<StoreUnavailableException>(() => Get<IPlatformStore>().CheckAsync(Token));
        Assert.Contains("25006", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statement_ThatACallerGotWrong_DoesNotQuoteItsValues()
    {
        var key = new ApiKey("MARKED-ID", "MARKED-NAME", true, [], "hash", "ep_", [], Now, "tester");
        Assert.True(await Get<IKeyStore>().TryAddAsync(key, Entry(null), Token));

        var problem = await Assert.ThrowsAsync<PostgresException>(() => Get<IKeyStore>().TryAddAsync(key with { Hash = "another" }, Entry(null), Token));

        Assert.Equal(PostgresErrorCodes.UniqueViolation, problem.SqlState);
        Assert.DoesNotContain("MARKED", problem.ToString(), StringComparison.Ordinal);
    }

    private Task CutAsync() => Home.Server.Run(
        $"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{Home.Database}'", cancellationToken: Token);

    /// <summary>How often it fails before it succeeds; only ever as unavailable.</summary>
    private static async Task<int> CountFailuresAsync(Func<Task> work)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                await work();
                return failures;
            }
            catch (StoreUnavailableException) when (failures < 50)
            {
                continue;
            }
        }
    }

    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Token);
    }
}
