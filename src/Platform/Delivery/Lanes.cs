using System.Collections.Concurrent;
using EmailPlatform.Platform.Tenants;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.Delivery;

/// <summary>The lanes of the tenants that this node has something to do for, and the node's own bounds.</summary>
internal sealed class Lanes(IOptions<DeliveryOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<TenantId, Lane> _lanes = new();
    private int _active;
    private int _held;

    public Lane Of(TenantId tenant) => _lanes.GetOrAdd(tenant, static (id, self) => self.Open(id), this);

    public Lane? Find(TenantId tenant) => _lanes.GetValueOrDefault(tenant);

    /// <summary>The tenants whose window is full.</summary>
    public IReadOnlySet<TenantId> Full() =>
        _lanes.Values.Where(lane => lane.Held >= options.Value.TenantWindow).Select(lane => lane.Tenant).ToHashSet();

    public IEnumerable<Lane> All => _lanes.Values;

    /// <summary>How many more messages fit into memory.</summary>
    public int Room => Math.Max(0, options.Value.NodeWindow - Volatile.Read(ref _held));

    public int Active => Volatile.Read(ref _active);

    public bool TryTakeSlot(Lane lane)
    {
        if (Interlocked.Increment(ref _active) <= options.Value.Concurrency)
        {
            if (lane.TryTakeSlot())
            {
                return true;
            }
        }

        Interlocked.Decrement(ref _active);
        return false;
    }

    public bool HasSlot => Volatile.Read(ref _active) < options.Value.Concurrency;

    public void GiveSlotBack(Lane lane)
    {
        lane.GiveSlotBack();
        Interlocked.Decrement(ref _active);
    }

    /// <summary>Takes a place in memory for a waiting message.</summary>
    public bool TryHold(Lane lane)
    {
        if (Interlocked.Increment(ref _held) <= options.Value.NodeWindow && lane.TryHold(options.Value.TenantWindow))
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
        foreach (var lane in _lanes.Values.Where(lane => lane.IsIdle))
        {
            _lanes.TryRemove(KeyValuePair.Create(lane.Tenant, lane));
        }
    }

    private Lane Open(TenantId tenant) => new(tenant, new Breaker(options.Value, time));
}
