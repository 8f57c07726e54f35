using System.Threading.Channels;
using EmailPlatform.Platform.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EmailPlatform.Storage.Sqlite.Engine;

/// <summary>
/// The one writer: a loop on a thread of its own (SQLite's calls block, a flush for milliseconds) that takes whatever is
/// waiting, up to a bound, and commits it as one batch. While one batch is flushed the next gathers, so under load a flush is
/// shared by hundreds of callers and without load nobody waits for company.
/// </summary>
internal sealed partial class WriteQueue : IAsyncDisposable
{
    private const int MaxWaiting = 8192;
    private const int MaxRows = 512;
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>How long erased pages may live on in the write-ahead log of an idle store.</summary>
    private static readonly TimeSpan TruncateEvery = TimeSpan.FromSeconds(30);

    /// <summary>When to try again after a reader was in the way.</summary>
    private static readonly TimeSpan TruncateSoon = TimeSpan.FromSeconds(1);

    private readonly Channel<WriteOperation> _waiting =
        Channel.CreateBounded<WriteOperation>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private readonly Session _session;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly Task _loop;
    private int _truncate;

    public WriteQueue(Session session, TimeProvider time, ILogger logger)
    {
        _session = session;
        _logger = logger;
        _timer = time.CreateTimer(_ => WishTruncation(), null, TruncateEvery, TruncateEvery);
        _loop = Task.Factory.StartNew(Loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Completes after the commit. The token is heeded until the work is queued: from then on the caller learns how it ended.</summary>
    public async Task<T> RunAsync<T>(Func<Session, T> work, int bytes, CancellationToken cancellationToken)
    {
        var operation = new WriteOperation<T>(work, bytes);
        try
        {
            await _waiting.Writer.WriteAsync(operation, cancellationToken);
        }
        catch (ChannelClosedException exception)
        {
            throw new StoreUnavailableException("The store is closed.", exception);
        }

        return await operation.Completion;
    }

    /// <summary>Commits what is waiting, empties the write-ahead log, closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        _waiting.Writer.TryComplete();
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

            batch.ForEach(operation => operation.Fail(new StoreUnavailableException("The store's writer has stopped.")));
        }
    }

    private void Write(List<WriteOperation> batch)
    {
        while (WaitForWork())
        {
            var bytes = 0;
            while (batch.Count < MaxRows && bytes < MaxBytes && _waiting.Reader.TryRead(out var operation))
            {
                batch.Add(operation);
                bytes += operation.Bytes;
            }

            WriteBatch.Commit(_session, batch);
            batch.Clear();
            if (Interlocked.Exchange(ref _truncate, 0) == 1 && !TryTruncate())
            {
                _timer.Change(TruncateSoon, TruncateEvery);
            }
        }
    }

    private bool WaitForWork()
    {
        var wait = _waiting.Reader.WaitToReadAsync();

        // This thread has nothing else to do, and must not be one of the pool's.
        return wait.IsCompletedSuccessfully ? wait.GetAwaiter().GetResult() : wait.AsTask().GetAwaiter().GetResult();
    }

    private void WishTruncation()
    {
        Interlocked.Exchange(ref _truncate, 1);
        _waiting.Writer.TryWrite(new WriteOperation<bool>(_ => true, 0));
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
            var busy = _session.Query("platform.truncate_wal", row => row.GetInt64(0));
            _session.Query("platform.wait_for_others", row => row.GetInt64(0));
            return busy is [0];
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
