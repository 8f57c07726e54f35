using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Delivery;

/// <summary>
/// One tenant's share of this node: its waiting messages by due time, its slots, its breaker. The queue belongs to the
/// dispatcher's loop alone; slots are taken and given back from any thread.
/// </summary>
internal sealed class Lane(TenantId tenant, Breaker breaker)
{
    private readonly PriorityQueue<QueuedMessage, (DateTimeOffset Due, long Order)> _waiting = new();
    private int _active;
    private int _cap = new DeliverySettings().Concurrency;
    private int _held;
    private int _retired;
    private bool _waits;
    private long _order;

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

    /// <summary>For the dispatcher's loop: whether the lane stands in the line of those that could start now.</summary>
    public bool InLine { get; set; }

    /// <summary>Whether messages that are due wait for a slot: what arrives then waits behind them. Set by the dispatcher's loop, read by anybody.</summary>
    public bool Waits
    {
        get => Volatile.Read(ref _waits);
        set => Volatile.Write(ref _waits, value);
    }

    /// <summary>Whether the lane is being forgotten: what was taken of it meanwhile is to be given back.</summary>
    public bool IsRetired => Volatile.Read(ref _retired) == 1;

    public bool HasSlot => Volatile.Read(ref _active) < Math.Min(Cap, breaker.Pace);

    /// <summary>For the dispatcher's loop: the time for which it is scheduled, if any.</summary>
    public DateTimeOffset? ScheduledFor { get; set; }

    public bool TryTakeSlot()
    {
        var cap = Math.Min(Cap, breaker.Pace);
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

    /// <summary>Gets ready to be forgotten; <c>false</c> when somebody took something of it. The order of writing and looking is what makes that certain.</summary>
    public bool TryRetire()
    {
        Interlocked.Exchange(ref _retired, 1);
        if (IsIdle)
        {
            return true;
        }

        Interlocked.Exchange(ref _retired, 0);
        return false;
    }

    public void Add(QueuedMessage message) => _waiting.Enqueue(message, (message.DueAt, _order++));

    /// <summary>Takes out all but those that are due first.</summary>
    public IReadOnlyList<QueuedMessage> TakeBeyond(int count)
    {
        var all = TakeAll();
        foreach (var message in all.Take(count))
        {
            Add(message);
        }

        return [.. all.Skip(count)];
    }

    /// <summary>Makes everything that waits for a later attempt due.</summary>
    public void Hasten(DateTimeOffset now)
    {
        foreach (var message in TakeAll())
        {
            Add(message.DueAt > now ? message with { DueAt = now } : message);
        }
    }

    /// <summary>How many wait in the queue itself; for the dispatcher's loop.</summary>
    public int Count => _waiting.Count;

    public DateTimeOffset? NextDue => _waiting.TryPeek(out _, out var at) ? at.Due : null;

    public QueuedMessage Take() => _waiting.Dequeue();

    public IReadOnlyList<QueuedMessage> TakeAll()
    {
        var all = _waiting.UnorderedItems.OrderBy(item => item.Priority).Select(item => item.Element).ToList();
        _waiting.Clear();
        return all;
    }
}
