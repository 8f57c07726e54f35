using System.Security.Cryptography;
using EmailPlatform.Storage.Postgres.Opening;
using Npgsql;

namespace EmailPlatform.Storage.Postgres.Engine;

/// <summary>
/// The connections of a node. Those for browsing (lists and counts, which may take longer) are few and their own, so that
/// however many are asked for, no look-up and no write waits behind them; so are those on which the node keeps its lease.
/// </summary>
internal sealed class PostgresDatabase(PostgresOptions options) : IAsyncDisposable
{
    private const int MostCollisions = 5;

    private NpgsqlDataSource? _work;
    private NpgsqlDataSource? _mail;
    private NpgsqlDataSource? _browse;
    private NpgsqlDataSource? _nodes;

    private NpgsqlDataSource Work => _work ?? throw NotOpen();

    private NpgsqlDataSource Browsers => _browse ?? throw NotOpen();

    /// <exception cref="Platform.Storage.StoreOpeningException">Says what is wrong and what to do.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_work is not null)
        {
            throw new InvalidOperationException("The store is open already.");
        }

        await DatabaseOpening.OpenAsync(options, cancellationToken);
        _work = DataSources.ForWork(options, Session);
        _mail = DataSources.ForMail(options, Session);
        _browse = DataSources.ForBrowsing(options, Session);
        _nodes = DataSources.ForNodes(options, Session);
    }

    /// <summary>This process among the server's clients: its connections carry it in their names.</summary>
    public string Session { get; } = RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>For batches of messages.</summary>
    public ValueTask<NpgsqlConnection> ConnectForMailAsync(CancellationToken cancellationToken) => (_mail ?? throw NotOpen()).OpenConnectionAsync(cancellationToken);

    /// <summary>
    /// One transaction, read committed; committed when the task completes. The token is heeded until a connection is there:
    /// from then on the caller learns how it ended. Work that collides with another's is done again.
    /// </summary>
    /// <exception cref="Platform.Storage.StoreUnavailableException">Nothing is known to be written.</exception>
    public Task<T> WriteAsync<T>(Func<PostgresSession, Task<T>> work, CancellationToken cancellationToken) => WriteAsync(Work, work, cancellationToken);

    /// <summary>The same for what keeps nodes alive, which is small and waits behind nothing.</summary>
    public Task<T> KeepAsync<T>(Func<PostgresSession, Task<T>> work, CancellationToken cancellationToken) => WriteAsync(_nodes ?? throw NotOpen(), work, cancellationToken);

    /// <summary>A short look-up: what a request needs before it can be answered, above all who asks. Several statements see each their own moment.</summary>
    public Task<T> ReadAsync<T>(Func<PostgresSession, Task<T>> read, CancellationToken cancellationToken) => ReadAsync(Work, read, cancellationToken);

    /// <summary>A list or a count; all of its statements see one and the same moment.</summary>
    public Task<T> BrowseAsync<T>(Func<PostgresSession, Task<T>> read, CancellationToken cancellationToken) => SnapshotAsync(Browsers, read, cancellationToken);

    /// <summary>A look-up of several statements that see one and the same moment.</summary>
    public Task<T> SnapshotAsync<T>(Func<PostgresSession, Task<T>> read, CancellationToken cancellationToken) => SnapshotAsync(Work, read, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_work is not null && _mail is not null && _browse is not null && _nodes is not null)
        {
            await _work.DisposeAsync();
            await _mail.DisposeAsync();
            await _browse.DisposeAsync();
            await _nodes.DisposeAsync();
        }
    }

    private static InvalidOperationException NotOpen() => new("The store is not open yet.");

    private static async Task<T> WriteAsync<T>(NpgsqlDataSource source, Func<PostgresSession, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var collisions = 0; ; collisions++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
                var result = await work(new PostgresSession(connection, CancellationToken.None));
                await transaction.CommitAsync(CancellationToken.None);
                return result;
            }
            catch (NpgsqlException exception) when (exception.IsCollision() && collisions < MostCollisions)
            {
                // The one that was chosen to give way is rolled back whole; the other has gone on.
            }
            catch (Exception exception) when (exception.IsInfrastructure())
            {
                throw exception.ToUnavailable();
            }
        }
    }

    private static async Task<T> ReadAsync<T>(NpgsqlDataSource source, Func<PostgresSession, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return await read(new PostgresSession(connection, cancellationToken));
        }
        catch (Exception exception) when (exception.IsInfrastructure())
        {
            throw exception.ToUnavailable();
        }
    }

    private static async Task<T> SnapshotAsync<T>(NpgsqlDataSource source, Func<PostgresSession, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
            return await read(new PostgresSession(connection, cancellationToken));
        }
        catch (Exception exception) when (exception.IsInfrastructure())
        {
            throw exception.ToUnavailable();
        }
    }
}
