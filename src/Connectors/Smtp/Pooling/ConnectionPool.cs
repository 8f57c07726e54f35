using System.Diagnostics.CodeAnalysis;
using EmailPlatform.Connectors.Smtp.Protocol;

namespace EmailPlatform.Connectors.Smtp.Pooling;

/// <summary>
/// Keeps idle connections of one server, at most as many as there may be in all. A place is an array cell that is
/// emptied and filled by one atomic exchange: nothing is held while anybody waits.
/// </summary>
internal sealed class ConnectionPool : IAsyncDisposable
{
    // Servers close idle connections without a word reaching us first; asking the kernel costs a system call, so only after a pause.
    private static readonly TimeSpan TrustedPause = TimeSpan.FromSeconds(1);

    private readonly PoolLimits _limits;
    private readonly TimeProvider _time;
    private readonly SmtpSession?[] _idle;

    [SuppressMessage("Usage", "CA2213", Justification = "Senders still leave it after disposal; without a wait handle there is nothing to free.")]
    private readonly SemaphoreSlim _places;

    private readonly ITimer _sweeper;
    private int _disposed;

    public ConnectionPool(PoolLimits limits, TimeProvider time)
    {
        _limits = limits;
        _time = time;
        _idle = new SmtpSession?[limits.Connections];
        _places = new SemaphoreSlim(limits.Connections);
        var period = limits.IdleTime > TimeSpan.Zero ? limits.IdleTime / 2 : Timeout.InfiniteTimeSpan;
        _sweeper = time.CreateTimer(static pool => _ = ((ConnectionPool?)pool)?.SweepAsync(), this, period, period);
    }

    /// <summary>The right to one connection; waits while all are in use.</summary>
    public Task EnterAsync(CancellationToken cancellationToken) => _places.WaitAsync(cancellationToken);

    public void Leave() => _places.Release();

    /// <summary>An idle connection that seems to be alive, or <c>null</c> when a new one has to be opened.</summary>
    public SmtpSession? Take()
    {
        for (var index = 0; index < _idle.Length; index++)
        {
            if (Volatile.Read(ref _idle[index]) is null || Interlocked.Exchange(ref _idle[index], null) is not { } session)
            {
                continue;
            }

            if (!session.Wire.Deadline.HasFired && (_time.GetElapsedTime(session.LastUsed) < TrustedPause || !session.Wire.HasUnasked))
            {
                session.WasIdle = true;
                return session;
            }

            session.Dispose();
        }

        return null;
    }

    /// <summary>Closes one idle connection, so that a new one stays within the cap.</summary>
    public async ValueTask MakeRoomAsync()
    {
        if (Take() is { } session)
        {
            await session.QuitAsync();
        }
    }

    /// <summary>Takes a connection back, or closes it when it has served its time.</summary>
    public ValueTask ReturnAsync(SmtpSession session)
    {
        // A reply that nobody waits for would be taken for the next message's; a deadline that has fired, between the last
        // reply and here, would end every wait of the next message.
        if (session.IsBroken || session.Wire.HasBufferedInput || session.Wire.Deadline.HasFired)
        {
            session.Dispose();
            return ValueTask.CompletedTask;
        }

        if (session.Transactions >= _limits.MessagesPerConnection || Volatile.Read(ref _disposed) != 0)
        {
            return session.QuitAsync();
        }

        session.LastUsed = _time.GetTimestamp();
        for (var index = 0; index < _idle.Length; index++)
        {
            if (Interlocked.CompareExchange(ref _idle[index], session, null) is null)
            {
                // Disposal may have gone past this place just before.
                return Volatile.Read(ref _disposed) != 0 ? CloseAsync(index) : ValueTask.CompletedTask;
            }
        }

        return session.QuitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _disposed, 1);
        await _sweeper.DisposeAsync();
        for (var index = 0; index < _idle.Length; index++)
        {
            await CloseAsync(index);
        }
    }

    private async Task SweepAsync()
    {
        for (var index = 0; index < _idle.Length; index++)
        {
            if (Volatile.Read(ref _idle[index]) is { } session
                && _time.GetElapsedTime(session.LastUsed) >= _limits.IdleTime
                && Interlocked.CompareExchange(ref _idle[index], null, session) == session)
            {
                await session.QuitAsync();
            }
        }
    }

    private ValueTask CloseAsync(int index) =>
        Interlocked.Exchange(ref _idle[index], null) is { } session ? session.QuitAsync() : ValueTask.CompletedTask;
}
