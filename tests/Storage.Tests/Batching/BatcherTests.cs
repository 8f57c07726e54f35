using EmailPlatform.Platform.Storage;
using EmailPlatform.TestKit.Time;

namespace EmailPlatform.Storage.Batching;

public sealed class BatcherTests
{
    private readonly ManualTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WhileABatchIsUnderWay_GathersTheNext()
    {
        var gate = new TaskCompletionSource();
        var batches = new List<IReadOnlyList<int>>();
        await using var batcher = Make(async work =>
        {
            batches.Add(work);
            if (batches.Count == 1)
            {
                await gate.Task;
            }

            return [.. work.Select(number => number * 10)];
        });

        var first = batcher.RunAsync("acme", 1, 0, Token);
        await Until(() => batches.Count == 1);
        var rest = Enumerable.Range(2, 5).Select(number => batcher.RunAsync("acme", number, 0, Token)).ToList();
        gate.SetResult();

        Assert.Equal(10, await first);
        var answers = await Task.WhenAll(rest);
        Assert.Equal([20, 30, 40, 50, 60], answers);
        Assert.Equal([[1], [2, 3, 4, 5, 6]], batches);
    }

    [Fact]
    public async Task Run_WithARowThatFails_FailsThatRowAlone()
    {
        await using var batcher = Make(work => work.Contains(13) ? throw new FormatException("13") : Task.FromResult<IReadOnlyList<int>>([.. work]));

        var all = new[] { 12, 13, 14 }.Select(number => batcher.RunAsync("acme", number, 0, Token)).ToList();

        Assert.Equal((12, 14), (await all[0], await all[2]));
        await Assert.ThrowsAsync<FormatException>(() => all[1]);
    }

    [Fact]
    public async Task Run_WithARowThatAnotherLocks_IsHalvedUntilThatOneIsAlone()
    {
        var runs = new List<int>();
        await using var batcher = Make(async work =>
        {
            runs.Add(work.Count);
            await Task.Yield();
            return work.Contains(13) ? throw new TimeoutException("locked") : [.. work];
        });

        var all = Enumerable.Range(0, 64).Select(number => batcher.RunAsync("acme", number, 0, Token)).ToList();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => all[13]);
        var others = await Task.WhenAll(all.Where((_, number) => number != 13));
        Assert.Equal(63, others.Length);
        Assert.True(runs.Count <= 20, $"It took {runs.Count} runs: {string.Join(' ', runs)}.");
    }

    [Fact]
    public async Task Run_WhenTheStoreIsInTrouble_FailsAllAndGoesOnAfterwards()
    {
        var isDown = true;
        await using var batcher = Make(work => isDown ? throw new TimeoutException() : Task.FromResult<IReadOnlyList<int>>([.. work]));

        var down = Enumerable.Range(0, 3).Select(number => batcher.RunAsync("acme", number, 0, Token)).ToList();
        foreach (var task in down)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => task);
        }

        isDown = false;
        Assert.Equal(7, await batcher.RunAsync("acme", 7, 0, Token));
    }

    [Fact]
    public async Task Run_ThatCollides_IsTriedAgainWhole()
    {
        var runs = 0;
        await using var batcher = Make(work => ++runs < 3 ? throw new InvalidTimeZoneException() : Task.FromResult<IReadOnlyList<int>>([.. work]));

        Assert.Equal(1, await batcher.RunAsync("acme", 1, 0, Token));
        Assert.Equal(3, runs);
    }

    [Fact]
    public async Task Run_BehindABatchThatDoesNotGetOn_IsRefused()
    {
        var gate = new TaskCompletionSource();
        var isRunning = false;
        await using var batcher = Make(async work =>
        {
            isRunning = true;
            await gate.Task;
            return [.. work];
        });
        var stuck = batcher.RunAsync("acme", 1, 0, Token);
        await Until(() => Volatile.Read(ref isRunning));
        var behind = batcher.RunAsync("acme", 2, 0, Token);

        _time.Advance(TimeSpan.FromSeconds(7));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => behind);
        Assert.Throws<StoreUnavailableException>(() => { _ = batcher.RunAsync("acme", 3, 0, Token); });
        gate.SetResult();
        Assert.Equal(1, await stuck);
    }

    [Fact]
    public async Task Dispose_WithWorkWaiting_RunsIt()
    {
        var batcher = Make(work => Task.FromResult<IReadOnlyList<int>>([.. work]));
        var all = Enumerable.Range(0, 100).Select(number => batcher.RunAsync("acme", number, 0, Token)).ToList();

        await batcher.DisposeAsync();

        Assert.Equal(Enumerable.Range(0, 100), await Task.WhenAll(all));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => batcher.RunAsync("acme", 1, 0, Token));
    }

    private Batcher<int, int> Make(Func<IReadOnlyList<int>, Task<IReadOnlyList<int>>> run) => new(
        run,
        new BatchRules(
            100,
            1_000_000,
            1,
            exception => exception is InvalidTimeZoneException,
            exception => exception is TimeoutException { Message: "locked" },
            exception => exception is TimeoutException ? new StoreUnavailableException("down") : null),
        _time);

    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
