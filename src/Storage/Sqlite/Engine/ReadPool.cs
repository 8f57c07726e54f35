using System.Threading.Channels;
using EmailPlatform.Platform.Storage;
using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite.Engine;

/// <summary>
/// A few connections that only read, each at what is committed at that moment. Reads go by an index, mostly in memory, are
/// bounded, and run where they are called.
/// </summary>
internal sealed class ReadPool : IAsyncDisposable
{
    private readonly Channel<Session> _idle = Channel.CreateUnbounded<Session>();
    private readonly int _count;

    public ReadPool(IReadOnlyCollection<Session> sessions)
    {
        _count = sessions.Count;
        foreach (var session in sessions)
        {
            _idle.Writer.TryWrite(session);
        }
    }

    public async Task<T> RunAsync<T>(Func<Session, T> read, CancellationToken cancellationToken)
    {
        var session = await TakeAsync(cancellationToken);
        try
        {
            return read(session);
        }
        catch (SqliteException exception) when (exception.IsInfrastructure())
        {
            throw exception.ToUnavailable();
        }
        finally
        {
            _idle.Writer.TryWrite(session);
        }
    }

    /// <summary>Waits for reads under way; later ones find the store closed.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var i = 0; i < _count; i++)
        {
            var session = await _idle.Reader.ReadAsync();
            session.Dispose();
        }

        _idle.Writer.TryComplete();
    }

    private async ValueTask<Session> TakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _idle.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException exception)
        {
            throw new StoreUnavailableException("The store is closed.", exception);
        }
    }
}
