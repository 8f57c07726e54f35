using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Sqlite.Opening;
using Microsoft.Extensions.Logging;

namespace EmailPlatform.Storage.Sqlite.Engine;

/// <summary>The open data file: one writer, a few readers, and the lock on its folder.</summary>
internal sealed class SqliteDatabase(SqliteOptions options, TimeProvider time, ILogger<SqliteDatabase> logger) : IAsyncDisposable
{
    private FolderLock? _lock;
    private WriteQueue? _writer;
    private ReadPool? _readers;
    private ReadPool? _browsers;
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
            var (writer, readers, browsers) = DataFile.Open(options.DataFolder);
            _readers = new ReadPool(readers);
            _browsers = new ReadPool(browsers);
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

    /// <summary>An insert that begins new work: in the tenant's turn, and refused when too much waits.</summary>
    public Task<T> AcceptAsync<T>(TenantId tenant, Func<Session, T> work, int bytes, CancellationToken cancellationToken) =>
        (_writer ?? throw NotOpen()).AcceptAsync(tenant.ToString(), work, bytes, cancellationToken);

    /// <summary>A short look-up: what a request needs before it can be answered, above all who asks.</summary>
    public Task<T> ReadAsync<T>(Func<Session, T> read, CancellationToken cancellationToken) =>
        (_readers ?? throw NotOpen()).RunAsync(read, cancellationToken);

    /// <summary>A list or a count: on connections of its own, so that however many are asked for, no look-up waits behind them.</summary>
    public Task<T> BrowseAsync<T>(Func<Session, T> read, CancellationToken cancellationToken) =>
        (_browsers ?? throw NotOpen()).RunAsync(read, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1)
        {
            return;
        }

        if (_writer is not null && _readers is not null && _browsers is not null)
        {
            await _browsers.DisposeAsync();
            await _readers.DisposeAsync();
            await _writer.DisposeAsync();
        }

        _lock?.Dispose();
    }

    private static InvalidOperationException NotOpen() => new("The store is not open yet.");
}
