namespace EmailPlatform.Connectors.OAuth;

/// <summary>A vault that lasts as long as the process: for grants that lose nothing with it.</summary>
public sealed class MemoryTokenVault(TimeProvider time) : ITokenVault
{
    private Content _content = new(null, null);

    public ValueTask<TokenState?> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_content.State);

    public ValueTask<ITokenLease?> TryLeaseAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var before = _content;
        var now = time.GetUtcNow();
        if (before.Lease is not null && before.Lease.EndsAt > now)
        {
            return ValueTask.FromResult<ITokenLease?>(null);
        }

        var lease = new Lease(this, now + duration);

        return ValueTask.FromResult<ITokenLease?>(Replace(before, before with { Lease = lease }) ? lease : null);
    }

    private bool Replace(Content before, Content after) =>
        ReferenceEquals(Interlocked.CompareExchange(ref _content, after, before), before);

    private bool Write(Lease lease, TokenState state)
    {
        var before = _content;
        var fits = ReferenceEquals(before.Lease, lease)
            && lease.EndsAt > time.GetUtcNow()
            && state.Version == (before.State?.Version ?? 0) + 1;

        return fits && Replace(before, before with { State = state });
    }

    private void Release(Lease lease)
    {
        var before = _content;
        if (ReferenceEquals(before.Lease, lease))
        {
            // Loses only against somebody who took over an expired lease, and then there is nothing to give back.
            Replace(before, before with { Lease = null });
        }
    }

    private sealed record Content(TokenState? State, Lease? Lease);

    private sealed class Lease(MemoryTokenVault vault, DateTimeOffset endsAt) : ITokenLease
    {
        public DateTimeOffset EndsAt => endsAt;

        public ValueTask<bool> WriteAsync(TokenState state, CancellationToken cancellationToken) =>
            ValueTask.FromResult(vault.Write(this, state));

        public ValueTask DisposeAsync()
        {
            vault.Release(this);

            return ValueTask.CompletedTask;
        }
    }
}
