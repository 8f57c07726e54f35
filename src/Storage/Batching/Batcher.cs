using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Storage.Batching;

/// <summary>
/// Runs what many callers ask for in batches: whatever waits when a lane is free, up to a bound, so that under load a round
/// trip and a flush are shared by hundreds and without load nobody waits for company. Tenants take turns. When a batch fails
/// by one of its rows it is halved until that one is alone, so that only it fails; when the store is in trouble all do. While
/// a batch does not get on, what waits behind it is refused rather than kept.
/// </summary>
internal sealed class Batcher<TWork, TResult> : IAsyncDisposable
{
    private const int MostCollisions = 5;

    /// <summary>A batch that takes longer has met a store that hangs.</summary>
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(1);

    private readonly FairQueue<BatchItem<TWork, TResult>> _waiting = new();

    // One sign is enough for whatever has come since the last was taken.
    private readonly Channel<bool> _signs =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Func<IReadOnlyList<TWork>, Task<IReadOnlyList<TResult>>> _run;
    private readonly BatchRules _rules;
    private readonly TimeProvider _time;
    private readonly ITimer _watch;
    private readonly Task[] _lanes;

    /// <summary>When the batch under way of each lane began, as a timestamp; 0 between batches.</summary>
    private readonly long[] _since;

    /// <param name="run">Runs a batch whole or not at all; answers in the order of the work.</param>
    public Batcher(Func<IReadOnlyList<TWork>, Task<IReadOnlyList<TResult>>> run, BatchRules rules, TimeProvider time)
    {
        _run = run;
        _rules = rules;
        _time = time;
        _since = new long[rules.Lanes];
        _lanes = [.. Enumerable.Range(0, rules.Lanes).Select(lane => Task.Run(() => LoopAsync(lane)))];
        _watch = time.CreateTimer(_ => RefuseWhileStalled(), null, WatchEvery, WatchEvery);
    }

    /// <summary>Completes after the commit; the token is heeded until the work is queued, from then on the caller learns how it ended.</summary>
    /// <exception cref="StoreUnavailableException">Nothing is known to be written.</exception>
    public Task<TResult> RunAsync(string tenant, TWork work, int bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsStalled)
        {
            throw new StoreUnavailableException("The store does not get on.");
        }

        var item = new BatchItem<TWork, TResult>(work, bytes);
        if (!_waiting.TryAdd(tenant, item))
        {
            throw new StoreUnavailableException("Too much waits to be written.");
        }

        if (!_signs.Writer.TryWrite(true))
        {
            // The store was closed meanwhile: the lanes may or may not have seen it.
            FailWaiting("The store is closed.");
        }

        return item.Completion;
    }

    /// <summary>Runs what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        _signs.Writer.TryComplete();
        await Task.WhenAll(_lanes);
        FailWaiting("The store is closed.");
    }

    private bool IsStalled => _since.Any(since => Volatile.Read(ref since) is var at and not 0 && _time.GetElapsedTime(at) > Stalled);

    private async Task LoopAsync(int lane)
    {
        var batch = new List<BatchItem<TWork, TResult>>(_rules.MostRows);
        while (await _signs.Reader.WaitToReadAsync())
        {
            _signs.Reader.TryRead(out _);
            for (Gather(batch); batch.Count > 0; Gather(batch))
            {
                // What is left may be another lane's.
                _signs.Writer.TryWrite(true);
                await RunAsync(lane, batch);
                batch.Clear();
            }
        }
    }

    private void Gather(List<BatchItem<TWork, TResult>> batch)
    {
        var bytes = 0;
        while (batch.Count < _rules.MostRows && bytes < _rules.MostBytes && _waiting.TryTake(out var item))
        {
            batch.Add(item);
            bytes += item.Bytes;
        }
    }

    private async Task RunAsync(int lane, IReadOnlyList<BatchItem<TWork, TResult>> batch)
    {
        var failure = await TryRunAsync(lane, batch);
        for (var collisions = 0; failure is not null && _rules.IsCollision(failure) && collisions < MostCollisions; collisions++)
        {
            failure = await TryRunAsync(lane, batch);
        }

        if (failure is null)
        {
            return;
        }

        var trouble = _rules.Unavailable(failure);
        if (batch.Count == 1 || (trouble is not null && !_rules.IsSomeRows(failure)))
        {
            foreach (var item in batch)
            {
                item.Fail(trouble ?? failure);
            }

            return;
        }

        // Some row's: the half without it gets on at once, and so does most of the other.
        var half = batch.Count / 2;
        await RunAsync(lane, [.. batch.Take(half)]);
        await RunAsync(lane, [.. batch.Skip(half)]);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a batch fails with is its callers' to get; the loop serves the others.")]
    private async Task<Exception?> TryRunAsync(int lane, IReadOnlyList<BatchItem<TWork, TResult>> batch)
    {
        Volatile.Write(ref _since[lane], _time.GetTimestamp());
        try
        {
            var results = await _run([.. batch.Select(item => item.Work)]);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Complete(results[i]);
            }

            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
        finally
        {
            Volatile.Write(ref _since[lane], 0);
        }
    }

    private void RefuseWhileStalled()
    {
        if (IsStalled)
        {
            FailWaiting("The store does not get on.");
        }
    }

    private void FailWaiting(string words) => _waiting.Clear().ForEach(item => item.Fail(new StoreUnavailableException(words)));
}
