using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Batching;
using EmailPlatform.Storage.Sqlite.Engine;
using EmailPlatform.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace EmailPlatform.Storage.Sqlite;

/// <summary>What waits for the writer is bounded and takes turns; a disk that hangs is told, not waited for.</summary>
public sealed class AdmissionTests : IAsyncLifetime
{
    private const int Mebibyte = 1024 * 1024;

    private static readonly TenantId Acme = TenantId.Parse("acme");

    private readonly SqliteHome _home = new();
    private readonly ManualTime _time = new();
    private readonly SqliteDatabase _database;

    public AdmissionTests() => _database = new SqliteDatabase(new SqliteOptions(_home.Folder), _time, NullLogger<SqliteDatabase>.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _database.Open();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _home.DisposeAsync();
    }

    [Fact]
    public void Turns_BesideLargeOnes_LetSmallOnesPass()
    {
        var queue = new FairQueue<WriteOperation>();
        var large = Enumerable.Range(0, 3).Select(_ => Add(queue, "large", 10 * Mebibyte)).ToList();
        var many = Enumerable.Range(0, 1000).Select(_ => Add(queue, "many", 500)).ToList();
        var few = Enumerable.Range(0, 5).Select(_ => Add(queue, "few", 500)).ToList();

        var order = new List<WriteOperation>();
        while (queue.TryTake(out var operation))
        {
            order.Add(operation);
        }

        Assert.Equal(1008, order.Count);
        Assert.InRange(order.IndexOf(few[^1]), 4, 60);
        Assert.True(order.IndexOf(many[^1]) < order.IndexOf(large[0]), "A thousand small ones wait behind ten mebibytes.");
        Assert.Equal(many, order.Where(many.Contains));
    }

    [Fact]
    public void Queue_FullOfOneTenant_RefusesThatOneOnly()
    {
        var queue = new FairQueue<WriteOperation>();
        for (var i = 0; i < FairQueueBounds.MostOfTenant; i++)
        {
            Add(queue, "burst", 0);
        }

        Add(queue, "large", 17 * Mebibyte);

        Assert.False(queue.TryAdd("burst", new WriteOperation<int>(_ => 0, 0)));
        Assert.False(queue.TryAdd("large", new WriteOperation<int>(_ => 0, 17 * Mebibyte)));
        Add(queue, "other", 17 * Mebibyte);
        Assert.True(queue.TryTake(out _));
        Add(queue, "burst", 0);
    }

    [Fact]
    public void Queue_FullOfAll_RefusesAll()
    {
        var queue = new FairQueue<WriteOperation>();
        for (var i = 0; i < 7; i++)
        {
            Add(queue, "tenant-" + i, 17 * Mebibyte);
        }

        Assert.False(queue.TryAdd("another", new WriteOperation<int>(_ => 0, 17 * Mebibyte)));
    }

    [Fact]
    public async Task Insert_WhileTheDiskHangs_IsRefused_AndWorkUnderWayGoesOnAfterwards()
    {
        using var gate = new ManualResetEventSlim();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hanging = _database.WriteAsync(
            _ =>
            {
                entered.TrySetResult();
                gate.Wait(Token);
                return 1;
            },
            Token);
        await entered.Task;
        var ran = false;
        var waiting = _database.AcceptAsync(Acme, _ => ran = true, 0, Token);
        var record = _database.WriteAsync(_ => 2, Token);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(waiting.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => waiting);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _database.AcceptAsync(Acme, _ => 0, 0, Token));
        Assert.False(record.IsCompleted);

        gate.Set();
        Assert.Equal((1, 2), (await hanging, await record));
        Assert.Equal(3, await _database.WriteAsync(_ => 3, Token));
        Assert.False(ran, "What was refused was written all the same.");
        Assert.Equal(4, await _database.AcceptAsync(Acme, _ => 4, 0, Token));
    }

    [Fact]
    public async Task Insert_IntoAClosedStore_SaysUnavailable()
    {
        await _database.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _database.AcceptAsync(Acme, _ => 1, 0, Token));
    }

    private static WriteOperation Add(FairQueue<WriteOperation> queue, string tenant, int bytes)
    {
        var operation = new WriteOperation<int>(_ => 0, bytes);
        Assert.True(queue.TryAdd(tenant, operation));
        return operation;
    }
}
