namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>
/// One token per connection that ends a wait, by time or because the caller gave up. It lives as long as the
/// connection, so that a message costs no timer and no linked source of its own; once it has fired the connection is done.
/// </summary>
internal sealed class WireDeadline(TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _source = new(Timeout.InfiniteTimeSpan, time);
    private CancellationTokenRegistration _registration;
    private CancellationToken _caller;

    public CancellationToken Token => _source.Token;

    /// <summary>It ended a wait, or came too late to; nothing can be awaited on this connection any more.</summary>
    public bool HasFired => _source.IsCancellationRequested;

    /// <summary>Whether it was the caller and not the clock.</summary>
    public bool IsCallers => _caller.IsCancellationRequested;

    /// <summary>Makes the caller's token end the waits of this connection, until <see cref="Detach"/>.</summary>
    public void Attach(CancellationToken caller)
    {
        _caller = caller;
        _registration = caller.UnsafeRegister(static source => ((CancellationTokenSource?)source)?.Cancel(), _source);
    }

    public void Detach()
    {
        _source.CancelAfter(Timeout.InfiniteTimeSpan);
        _registration.Dispose();
        _registration = default;
        _caller = default;
    }

    /// <summary>The next wait may take this long; zero or less means as long as it takes.</summary>
    public void Restart(TimeSpan bound) => _source.CancelAfter(bound > TimeSpan.Zero ? bound : Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
