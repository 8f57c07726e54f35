using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Sqlite.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace EmailPlatform.Storage.Sqlite;

public sealed class WriteQueueTests : IAsyncLifetime
{
    private readonly SqliteHome _home = new();
    private ServiceProvider? _services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SqliteDatabase Database => (_services ?? throw new InvalidOperationException()).GetRequiredService<SqliteDatabase>();

    public async ValueTask InitializeAsync() => _services = await _home.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        await _home.DisposeAsync();
    }

    [Fact]
    public async Task Batch_WithOneThatFails_LosesOnlyThatOne()
    {
        var writes = await BehindAClosedGateAsync(() => Enumerable.Range(0, 50).Select(i => Database.WriteAsync(
            session =>
            {
                session.Execute("platform.write_value", ("name", "value-" + i), ("value", new byte[] { 1 }));
                return i == 25 ? throw new InvalidOperationException("the bad one") : i;
            },
            Token)));

        var bad = await Assert.ThrowsAsync<InvalidOperationException>(() => writes[25]);
        Assert.Equal("the bad one", bad.Message);
        for (var i = 0; i < writes.Count; i++)
        {
            Assert.True(i == 25 || await writes[i] == i);
            var stored = await Database.ReadAsync(session => session.First("platform.read_value", row => row.Bytes(0), ("name", "value-" + i)), Token);
            Assert.Equal(i == 25, stored is null);
        }
    }

    [Fact]
    public async Task Batch_IsOneTransaction()
    {
        // Each counts what is there before it: in one transaction each sees those ahead of it, readers see all or nothing.
        var writes = await BehindAClosedGateAsync(() => Enumerable.Range(0, 20).Select(_ => Database.WriteAsync(
            session =>
            {
                session.Execute("platform.count_up", ("name", "ours"));
                return (session.FirstNumber("platform.read_counter", ("name", "ours")), session.InTransaction);
            },
            Token)));

        Assert.Equal(Enumerable.Range(1, 20).Select(n => ((long?)n, true)), await Task.WhenAll(writes));
    }

    [Fact]
    public async Task Caller_WhoCancels_StillLearnsWhatWasCommitted()
    {
        using var cancel = new CancellationTokenSource();
        var write = await BehindAClosedGateAsync<int>(() => [Database.WriteAsync(session => session.Execute("platform.count_up", ("name", "ours")), cancel.Token)], cancel.Cancel);

        Assert.Equal(1, await Assert.Single(write));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Database.WriteAsync(_ => 1, cancel.Token));
    }

    [Fact]
    public async Task Store_Closed_SaysUnavailable()
    {
        var database = Database;
        await database.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => database.WriteAsync(_ => 1, Token));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => database.ReadAsync(_ => 1, Token));
    }

    [Fact]
    public async Task Disk_ThatIsFull_SaysUnavailable_AndGoesOnAfterwards()
    {
        var before = await Database.ReadAsync(session => session.FirstNumber("platform.read_counter", ("name", "ours")), Token);
        Assert.Null(before);
        var full = await Assert.ThrowsAsync<StoreUnavailableException>(() => Database.WriteAsync<int>(
            _ => throw new Microsoft.Data.Sqlite.SqliteException("full", 13), Token));
        Assert.Contains("full", full.Message, StringComparison.Ordinal);
        await _services!.GetRequiredService<IPlatformStore>().CheckAsync(Token);
    }

    [Fact]
    public async Task Tenants_OfABatchThatWasRolledBack_AreNotThere()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.WriteAsync<int>(
            session =>
            {
                session.Execute("platform.count_up", ("name", "ours"));
                throw new InvalidOperationException();
            },
            Token));
        Assert.Null(await Database.ReadAsync(session => session.FirstNumber("platform.read_counter", ("name", "ours")), Token));
        Assert.Empty(await _services!.GetRequiredService<ITenantStore>().ListAsync(null, 10, Token));
    }

    /// <summary>Holds the writer in an operation while the others queue up behind it, so that they make one batch.</summary>
    private async Task<List<Task<T>>> BehindAClosedGateAsync<T>(Func<IEnumerable<Task<T>>> write, Action? whileWaiting = null)
    {
        using var gate = new ManualResetEventSlim();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holding = Database.WriteAsync(
            _ =>
            {
                entered.TrySetResult();
                gate.Wait(Token);
                return 0;
            },
            Token);
        await entered.Task;
        var writes = write().ToList();
        whileWaiting?.Invoke();
        gate.Set();
        await holding;
        return writes;
    }
}
