using EmailPlatform.Platform.BuiltIn;

namespace EmailPlatform.Storage.BuiltIn;

/// <summary>What a store promises of uses that are capped.</summary>
public abstract class CapStoreBehaviour : StoreBehaviour
{
    private ICapStore Caps => Get<ICapStore>();

    [Fact]
    public async Task Take_WithinTheLimit_IsCountedAndThenRefusedWithTheOldestBucket()
    {
        Assert.Null(await Caps.TryTakeAsync([Window("a", 100, 2)], 1, Now, Token));
        Assert.Null(await Caps.TryTakeAsync([Window("a", 103, 2)], 1, Now, Token));

        var refusal = await Caps.TryTakeAsync([Window("a", 105, 2)], 1, Now, Token);

        Assert.Equal(("a", 100L), (refusal?.Window.Key, refusal?.Oldest));
        Assert.Null(await Caps.TryTakeAsync([Window("b", 105, 2)], 2, Now, Token));
        Assert.Null(await Caps.TryTakeAsync([Window("a", 111, 2)], 1, Now, Token));
        Assert.NotNull(await Caps.TryTakeAsync([Window("a", 111, 2)], 1, Now, Token));
    }

    [Fact]
    public async Task Take_MoreThanThereIsRoomFor_CountsNothing()
    {
        Assert.Null(await Caps.TryTakeAsync([Window("a", 1, 3)], 2, Now, Token));
        Assert.NotNull(await Caps.TryTakeAsync([Window("a", 1, 3)], 2, Now, Token));
        Assert.Null(await Caps.TryTakeAsync([Window("a", 1, 3)], 1, Now, Token));

        Assert.Null((await Caps.TryTakeAsync([Window("b", 1, 0)], 1, Now, Token))?.Oldest);
    }

    [Fact]
    public async Task Take_SeveralWindows_CountsInAllOrInNone()
    {
        Assert.Null(await Caps.TryTakeAsync([Window("day", 1, 5), Window("to", 9, 1)], 1, Now, Token));

        var refusal = await Caps.TryTakeAsync([Window("day", 1, 5), Window("to", 9, 1)], 1, Now, Token);

        Assert.Equal("to", refusal?.Window.Key);
        Assert.Null(await Caps.TryTakeAsync([Window("day", 1, 5)], 4, Now, Token));
        Assert.NotNull(await Caps.TryTakeAsync([Window("day", 1, 5)], 1, Now, Token));
    }

    [Fact]
    public async Task GiveBack_OnceOrTooOften_NeverGoesBelowNothing()
    {
        CapWindow[] windows = [Window("day", 1, 2), Window("to", 9, 2)];
        Assert.Null(await Caps.TryTakeAsync(windows, 2, Now, Token));

        await Caps.GiveBackAsync(windows, 1, Token);
        Assert.Null(await Caps.TryTakeAsync(windows, 1, Now, Token));
        Assert.NotNull(await Caps.TryTakeAsync(windows, 1, Now, Token));

        await Caps.GiveBackAsync(windows, 9, Token);
        Assert.Null(await Caps.TryTakeAsync(windows, 2, Now, Token));
        Assert.NotNull(await Caps.TryTakeAsync(windows, 1, Now, Token));
    }

    [Fact]
    public async Task Take_ManyAtOnceOverTheSameWindows_CountsExactlyTheLimit()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(() =>
        {
            // In either order, as tenants and recipients meet: nobody waits for somebody who waits for them.
            CapWindow[] windows = [Window("to", 7, 10), Window($"tenant-{number % 2}", 1, 100)];
            return Caps.TryTakeAsync(number % 3 == 0 ? [.. windows.Reverse()] : windows, 1, Now, Token);
        })));

        Assert.Equal(10, answers.Count(answer => answer is null));
        Assert.All(answers, answer => Assert.Equal("to", answer?.Window.Key ?? "to"));
    }

    [Fact]
    public async Task Take_AfterARestart_StillCounts()
    {
        Assert.Null(await Caps.TryTakeAsync([Window("a", 1, 1)], 1, Now, Token));

        await ReopenAsync();

        Assert.NotNull(await Caps.TryTakeAsync([Window("a", 1, 1)], 1, Now, Token));
    }

    [Fact]
    public async Task Take_OfWhatCountsNoMore_ForgetsIt()
    {
        Assert.Null(await Caps.TryTakeAsync([Window("a", 1, 1)], 1, Now, Token));

        Assert.NotNull(await Caps.TryTakeAsync([Window("a", 1, 1)], 1, Now.AddHours(1), Token));
        Assert.Null(await Caps.TryTakeAsync([Window("other", 1, 1)], 1, Now.AddHours(2), Token));

        Assert.Null(await Caps.TryTakeAsync([Window("a", 1, 1)], 1, Now.AddHours(2), Token));
    }

    private static CapWindow Window(string key, long bucket, int limit) => new(key, bucket - 10, bucket, limit, Now.AddMinutes(90));
}
