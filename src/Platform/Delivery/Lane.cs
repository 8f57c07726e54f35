using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Delivery;

/// <summary>
/// One tenant's share of this node: its waiting messages by due time, its slots, its breaker. The queue belongs to the
/// dispatcher's loop alone; slots are taken and given back from any thread.
/// </summary>
internal sealed class Lane(TenantId tenant, Breaker breaker)
{
    private readonly PriorityQueue<QueuedMessage, DateTimeOffset> _waiting = new();
    private int _active;
    private int _cap = new DeliverySettings().Concurrency;
    private int _held;
    private bool _inLine;

    public TenantId Tenant => tenant;

    public Breaker Breaker => breaker;

    /// <summary>Messages of this tenant that this node holds in memory, waiting to be tried.</summary>
    public int Held => Volatile.Read(ref _held);

    public bool IsIdle => Volatile.Read(ref _active) == 0 && Held == 0 && breaker.IsClosed;

    /// <summary>Attempts of this tenant at the same time; follows the tenant's settings.</summary>
    public int Cap
    {
        get => Volatile.Read(ref _cap);
        set => Volatile.Write(ref _cap, value);
    }

    /// <summary>Whether the lane stands in the line of those that could start now; set by the dispatcher's loop, read by anybody.</summary>
    public bool InLine
    {
        get => Volatile.Read(ref _inLine);
        set => Volatile.Write(ref _inLine, value);
    }

    public bool HasSlot => Volatile.Read(ref _active) < Cap;

    /// <summary>For the dispatcher's loop: the time for which it is scheduled, if any.</summary>
    public DateTimeOffset? ScheduledFor { get; set; }

    public bool TryTakeSlot()
    {
        var cap = Cap;
        var active = Volatile.Read(ref _active);
        while (active < cap)
        {
            var seen = Interlocked.CompareExchange(ref _active, active + 1, active);
            if (seen == active)
            {
                return true;
            }

            active = seen;
        }

        return false;
    }

    public void GiveSlotBack() => Interlocked.Decrement(ref _active);

    public bool TryHold(int window)
    {
        if (Interlocked.Increment(ref _held) <= window)
        {
            return true;
        }

        Interlocked.Decrement(ref _held);
        return false;
    }

    public void LetGo() => Interlocked.Decrement(ref _held);

    public void Add(QueuedMessage message) => _waiting.Enqueue(message, message.DueAt);

    public DateTimeOffset? NextDue => _waiting.TryPeek(out _, out var due) ? due : null;

    public QueuedMessage Take() => _waiting.Dequeue();

    public IReadOnlyList<QueuedMessage> TakeAll()
    {
        var all = _waiting.UnorderedItems.Select(item => item.Element).ToList();
        _waiting.Clear();
        return all;
    }
}
