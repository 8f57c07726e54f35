using System.Collections.Concurrent;
using EmailPlatform.Platform.Tenants;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.Delivery;

/// <summary>The lanes of the tenants that this node has something to do for, and the node's own bounds.</summary>
internal sealed class Lanes(IOptions<DeliveryOptions> options, TimeProvider time)
{
    private const int LaneShare = 16;
    private const int StalledWindow = 8;

    private readonly ConcurrentDictionary<TenantId, Lane> _lanes = new();
    private int _active;
    private int _held;

    public Lane Of(TenantId tenant) => _lanes.GetOrAdd(tenant, static (id, self) => self.Open(id), this);

    public Lane? Find(TenantId tenant) => _lanes.GetValueOrDefault(tenant);

    /// <summary>The tenants that cannot have so many more in memory.</summary>
    public IReadOnlySet<TenantId> Full(int share) => _lanes.Values.Where(lane => lane.Held > Window(lane) - Math.Min(share, Window(lane))).Select(lane => lane.Tenant).ToHashSet();

    public IEnumerable<Lane> All => _lanes.Values;

    /// <summary>How many more messages fit into memory.</summary>
    public int Room => Math.Max(0, options.Value.NodeWindow - Volatile.Read(ref _held));

    public int Active => Volatile.Read(ref _active);

    public bool HasSlot => Volatile.Read(ref _active) < options.Value.Concurrency;

    public bool TryTakeSlot(Lane lane)
    {
        if (!TryCount(ref _active, options.Value.Concurrency))
        {
            return false;
        }

        if (lane.TryTakeSlot())
        {
            if (!lane.IsRetired)
            {
                return true;
            }

            lane.GiveSlotBack();
        }

        Interlocked.Decrement(ref _active);
        return false;
    }

    public void GiveSlotBack(Lane lane)
    {
        lane.GiveSlotBack();
        Interlocked.Decrement(ref _active);
    }

    /// <summary>Takes a place in memory for a waiting message; its lane stays until the place is let go.</summary>
    public bool TryHold(TenantId tenant)
    {
        while (true)
        {
            var lane = Of(tenant);
            if (!TryHold(lane))
            {
                return false;
            }

            if (!lane.IsRetired)
            {
                return true;
            }

            LetGo(lane);
            _lanes.TryRemove(KeyValuePair.Create(tenant, lane));
        }
    }

    /// <summary>The same for a lane that has an attempt under way.</summary>
    public bool TryHold(Lane lane)
    {
        if (!TryCount(ref _held, options.Value.NodeWindow))
        {
            return false;
        }

        if (lane.TryHold(Window(lane)))
        {
            return true;
        }

        Interlocked.Decrement(ref _held);
        return false;
    }

    public void LetGo(Lane lane)
    {
        lane.LetGo();
        Interlocked.Decrement(ref _held);
    }

    /// <summary>Forgets lanes that have nothing waiting, nothing under way and a clean breaker.</summary>
    public void Sweep()
    {
        foreach (var lane in _lanes.Values.Where(lane => lane.IsIdle && lane.TryRetire()))
        {
            _lanes.TryRemove(KeyValuePair.Create(lane.Tenant, lane));
        }
    }

    /// <summary>
    /// How much of a tenant's mail this node holds: a share of what is left. Where memory is half full, mail whose connector
    /// does not work waits in the store, but for what is tried next: however many providers are down, the others find room.
    /// </summary>
    public int Window(Lane lane)
    {
        var room = Room;
        var share = Math.Min(options.Value.TenantWindow, Math.Max(1, room / LaneShare));
        return room < options.Value.NodeWindow / 2 && !lane.Breaker.IsSending ? Math.Min(share, StalledWindow) : share;
    }

    private static bool TryCount(ref int count, int limit)
    {
        var seen = Volatile.Read(ref count);
        while (seen < limit)
        {
            var before = Interlocked.CompareExchange(ref count, seen + 1, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    private Lane Open(TenantId tenant) => new(tenant, new Breaker(options.Value, time));
}
