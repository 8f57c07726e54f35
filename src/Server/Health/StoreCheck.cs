using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Server.Health;

/// <summary>Whether the store can read and write, asked at most once a second however many ask, and never waited for long.</summary>
internal sealed class StoreCheck(IPlatformStore store, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private Asked? _last;

    /// <summary>What is wrong; <c>null</c> when nothing is.</summary>
    public async Task<string?> FaultAsync(CancellationToken cancellationToken)
    {
        var last = Volatile.Read(ref _last);
        if (last is null || (last.Answer.IsCompleted && time.GetElapsedTime(last.At) >= Fresh))
        {
            var asked = new Asked(time.GetTimestamp(), new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously));
            if (Interlocked.CompareExchange(ref _last, asked, last) == last)
            {
                _ = AskAsync(asked);
                last = asked;
            }
            else
            {
                last = Volatile.Read(ref _last) ?? asked;
            }
        }

        try
        {
            return await last.Answer.WaitAsync(Longest, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return "The store does not answer.";
        }
    }

    private async Task AskAsync(Asked asked)
    {
        try
        {
            await store.CheckAsync(CancellationToken.None);
            asked.Source.SetResult(null);
        }
        catch (StoreUnavailableException exception)
        {
            asked.Source.SetResult(exception.Message);
        }
        finally
        {
            // Whatever else it failed with is a bug, which is no reason to wait for an answer that does not come.
            asked.Source.TrySetResult("The store failed unexpectedly.");
        }
    }

    private sealed record Asked(long At, TaskCompletionSource<string?> Source)
    {
        public Task<string?> Answer => Source.Task;
    }
}
