using System.Threading.Channels;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Storage.Batching;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EmailPlatform.Storage.Sqlite.Engine;

/// <summary>
/// The one writer: a loop on a thread of its own (SQLite's calls block, a flush for milliseconds) that takes whatever is
/// waiting, up to a bound, and commits it as one batch. While one batch is flushed the next gathers, so under load a flush is
/// shared by hundreds of callers and without load nobody waits for company. What ends work under way goes first; inserts,
/// which begin new work, wait in turns by tenant and are refused when too much waits or the disk hangs.
/// </summary>
internal sealed partial class WriteQueue : IAsyncDisposable
{
    private const int MaxWaiting = 8192;
    private const int MaxRows = 512;

    /// <summary>Rows of a batch that are not inserts, while some wait.</summary>
    private const int MaxOtherRows = 384;
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>How long erased pages may live on in the write-ahead log of an idle store.</summary>
    private static readonly TimeSpan TruncateEvery = TimeSpan.FromSeconds(30);

    /// <summary>When to try again after a reader was in the way.</summary>
    private static readonly TimeSpan TruncateSoon = TimeSpan.FromSeconds(1);

    /// <summary>A commit that takes longer has met a disk that hangs.</summary>
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(1);

    private readonly FairQueue<WriteOperation> _accepts = new();

    private readonly Channel<WriteOperation> _waiting =
        Channel.CreateBounded<WriteOperation>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    // One sign is enough for whatever has come since the last was taken.
    private readonly Channel<bool> _signs =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Session _session;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly ITimer _watch;
    private readonly Task _loop;
    private int _truncate;

    /// <summary>When the batch under way began, as a timestamp; 0 between batches.</summary>
    private long _since;

    public WriteQueue(Session session, TimeProvider time, ILogger logger)
    {
        _session = session;
        _logger = logger;
        _time = time;
        _timer = time.CreateTimer(_ => WishTruncation(), null, TruncateEvery, TruncateEvery);
        _watch = time.CreateTimer(_ => RefuseWhileStalled(), null, WatchEvery, WatchEvery);
        _loop = Task.Factory.StartNew(Loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Completes after the commit. The token is heeded until the work is queued: from then on the caller learns how it ended.</summary>
    public async Task<T> RunAsync<T>(Func<Session, T> work, int bytes, CancellationToken cancellationToken)
    {
        var operation = new WriteOperation<T>(work, bytes);
        try
        {
            await _waiting.Writer.WriteAsync(operation, cancellationToken);
            _signs.Writer.TryWrite(true);
        }
        catch (ChannelClosedException exception)
        {
            throw new StoreUnavailableException("The store is closed.", exception);
        }

        return await operation.Completion;
    }

    /// <summary>The same for an insert, in the tenant's turn.</summary>
    /// <exception cref="StoreUnavailableException">Too much waits already, or the disk hangs: nothing is written.</exception>
    public Task<T> AcceptAsync<T>(string tenant, Func<Session, T> work, int bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_waiting.Reader.Completion.IsCompleted || IsStalled)
        {
            throw new StoreUnavailableException("The store's writer does not get on.");
        }

        var operation = new WriteOperation<T>(work, bytes);
        if (!_accepts.TryAdd(tenant, operation))
        {
            throw new StoreUnavailableException("Too much waits to be written.");
        }

        if (!_signs.Writer.TryWrite(true))
        {
            // The store was closed meanwhile: the loop may or may not have seen the operation.
            _accepts.Clear().ForEach(late => late.Fail(new StoreUnavailableException("The store is closed.")));
        }

        return operation.Completion;
    }

    /// <summary>Commits what is waiting, empties the write-ahead log, closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await _watch.DisposeAsync();
        _waiting.Writer.TryComplete();
        _signs.Writer.TryComplete();
        await _loop;
        TryTruncate();
        _session.Dispose();
    }

    private void Loop()
    {
        var batch = new List<WriteOperation>(MaxRows);
        try
        {
            Write(batch);
        }
        finally
        {
            // Only a bug ends the loop with work left; nobody shall wait for an answer that does not come.
            _waiting.Writer.TryComplete();
            while (_waiting.Reader.TryRead(out var operation))
            {
                batch.Add(operation);
            }

            batch.AddRange(_accepts.Clear());
            batch.ForEach(operation => operation.Fail(new StoreUnavailableException("The store's writer has stopped.")));
        }
    }

    private void Write(List<WriteOperation> batch)
    {
        do
        {
            for (Gather(batch); batch.Count > 0; Gather(batch))
            {
                Volatile.Write(ref _since, _time.GetTimestamp());
                WriteBatch.Commit(_session, batch);
                batch.Clear();
                if (Interlocked.Exchange(ref _truncate, 0) == 1 && !TryTruncate())
                {
                    _timer.Change(TruncateSoon, TruncateEvery);
                }

                Volatile.Write(ref _since, 0);
            }
        }
        while (WaitForWork());
    }

    private void Gather(List<WriteOperation> batch)
    {
        var bytes = 0;
        while (batch.Count < MaxOtherRows && bytes < MaxBytes && _waiting.Reader.TryRead(out var operation))
        {
            batch.Add(operation);
            bytes += operation.Bytes;
        }

        while (batch.Count < MaxRows && bytes < MaxBytes && _accepts.TryTake(out var operation))
        {
            batch.Add(operation);
            bytes += operation.Bytes;
        }
    }

    /// <returns>Whether there may be work; <c>false</c> once the store is closed and nothing is left.</returns>
    private bool WaitForWork()
    {
        var wait = _signs.Reader.WaitToReadAsync();

        // This thread has nothing else to do, and must not be one of the pool's.
        var more = wait.IsCompletedSuccessfully ? wait.GetAwaiter().GetResult() : wait.AsTask().GetAwaiter().GetResult();
        _signs.Reader.TryRead(out _);
        return more;
    }

    private bool IsStalled => Volatile.Read(ref _since) is var since and not 0 && _time.GetElapsedTime(since) > Stalled;

    /// <summary>Inserts that no batch has taken yet are refused while the disk hangs: they would hold their requests as long.</summary>
    private void RefuseWhileStalled()
    {
        if (IsStalled)
        {
            _accepts.Clear().ForEach(operation => operation.Fail(new StoreUnavailableException("The store's writer does not get on.")));
        }
    }

    private void WishTruncation()
    {
        Interlocked.Exchange(ref _truncate, 1);
        _waiting.Writer.TryWrite(new WriteOperation<bool>(_ => true, 0));
        _signs.Writer.TryWrite(true);
    }

    /// <summary>
    /// Only this connection checkpoints, so that no two ever do at once. It does not wait for a reader that is still at an
    /// older moment: every write would wait with it.
    /// </summary>
    private bool TryTruncate()
    {
        try
        {
            _session.Query("platform.wait_for_nobody", row => row.GetInt64(0));
            try
            {
                return _session.Query("platform.truncate_wal", row => row.GetInt64(0)) is [0];
            }
            finally
            {
                _session.Query("platform.wait_for_others", row => row.GetInt64(0));
            }
        }
        catch (SqliteException exception)
        {
            LogTruncation(exception);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The write-ahead log could not be emptied; it will be tried again.")]
    private partial void LogTruncation(SqliteException exception);
}
