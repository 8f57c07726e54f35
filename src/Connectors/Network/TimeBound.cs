namespace EmailPlatform.Connectors.Network;

/// <summary>A token that ends with the caller's or after a time, whichever comes first.</summary>
internal sealed class TimeBound : IDisposable
{
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource _linked;

    private TimeBound(CancellationTokenSource? timer, CancellationTokenSource linked)
    {
        _timer = timer;
        _linked = linked;
    }

    public CancellationToken Token => _linked.Token;

    /// <summary>Zero or less is no bound of its own.</summary>
    public static TimeBound Start(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        var timer = timeout > TimeSpan.Zero ? new CancellationTokenSource(timeout, time) : null;

        return new TimeBound(timer, CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer?.Token ?? default));
    }

    public void Dispose()
    {
        _linked.Dispose();
        _timer?.Dispose();
    }
}
