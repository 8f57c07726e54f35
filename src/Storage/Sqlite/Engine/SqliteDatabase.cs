using EmailPlatform.Storage.Sqlite.Opening;
using Microsoft.Extensions.Logging;

namespace EmailPlatform.Storage.Sqlite.Engine;

/// <summary>The open data file: one writer, a few readers, and the lock on its folder.</summary>
internal sealed class SqliteDatabase(SqliteOptions options, TimeProvider time, ILogger<SqliteDatabase> logger) : IAsyncDisposable
{
    private FolderLock? _lock;
    private WriteQueue? _writer;
    private ReadPool? _readers;
    private int _closed;

    /// <exception cref="Platform.Storage.StoreOpeningException">Says what is wrong and what to do.</exception>
    public void Open()
    {
        if (_writer is not null)
        {
            throw new InvalidOperationException("The store is open already.");
        }

        NativeSqlite.Prepare();
        _lock = FolderLock.Take(options.DataFolder);
        try
        {
            var (writer, readers) = DataFile.Open(options.DataFolder);
            _readers = new ReadPool(readers);
            _writer = new WriteQueue(writer, time, logger);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    public Task<T> WriteAsync<T>(Func<Session, T> work, CancellationToken cancellationToken) => WriteAsync(work, 0, cancellationToken);

    public Task<T> WriteAsync<T>(Func<Session, T> work, int bytes, CancellationToken cancellationToken) =>
        (_writer ?? throw NotOpen()).RunAsync(work, bytes, cancellationToken);

    public Task<T> ReadAsync<T>(Func<Session, T> read, CancellationToken cancellationToken) =>
        (_readers ?? throw NotOpen()).RunAsync(read, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1)
        {
            return;
        }

        if (_writer is not null && _readers is not null)
        {
            await _readers.DisposeAsync();
            await _writer.DisposeAsync();
        }

        _lock?.Dispose();
    }

    private static InvalidOperationException NotOpen() => new("The store is not open yet.");
}
