using EmailPlatform.Platform.Messages;

namespace EmailPlatform.Platform.Nodes;

/// <summary>
/// The life of this process as a node: the lease under which it holds rows now, and whether enough is left of it to start
/// something. A life that the store has ended is followed by another, with a lease of its own.
/// </summary>
public sealed class NodeLife
{
    /// <summary>With less left than this nothing is started: an attempt that begins has a moment to hand its content over.</summary>
    public static readonly TimeSpan Reserve = TimeSpan.FromSeconds(3);

    private readonly string _name;
    private readonly TimeProvider _time;
    private volatile Term _term;

    public NodeLife(NodeProfile profile, TimeProvider time)
    {
        _name = profile.Name;
        _time = time;
        _term = NewTerm();
    }

    /// <summary>Under which rows are held now. Before the store has heard of it, and after it has ended it, nothing may be started under it.</summary>
    public NodeLease Lease => _term.Lease;

    /// <summary>Whether something may be started now.</summary>
    public bool MayStart => IsGood(_term);

    /// <summary>Whether something may be started now, or be sent that was started, under this lease.</summary>
    public bool MayStartUnder(NodeLease lease)
    {
        var term = _term;
        return term.Lease == lease && IsGood(term);
    }

    /// <summary>Whether the store has confirmed this life at all.</summary>
    internal bool HasBegun => _term.ConfirmedAt is not null;

    /// <summary>
    /// The store has confirmed the present life. What it has left counts from before the store was asked: a process
    /// that was stopped in between knows when it wakes that its time may be over.
    /// </summary>
    /// <param name="askedAt">The clock's timestamp then.</param>
    internal void Confirm(long askedAt) => _term = _term with { ConfirmedAt = askedAt, ConfirmedOn = _time.GetUtcNow() - _time.GetElapsedTime(askedAt) };

    /// <summary>The life is over; the next one begins when the store confirms it.</summary>
    internal void Renew() => _term = NewTerm();

    private bool IsGood(Term term) =>
        // By both clocks: the one stands still while the machine is suspended, the other may be set.
        term.ConfirmedAt is { } at
        && _time.GetElapsedTime(at) <= INodeStore.LeaseDuration - Reserve
        && _time.GetUtcNow() - term.ConfirmedOn <= INodeStore.LeaseDuration - Reserve;

    private Term NewTerm() => new(new NodeLease(_name, Guid.CreateVersion7(_time.GetUtcNow()).ToString("N")), null);

    // Replaced whole by the one loop that asks the store; read by everybody.
    private sealed record Term(NodeLease Lease, long? ConfirmedAt, DateTimeOffset ConfirmedOn = default);
}
