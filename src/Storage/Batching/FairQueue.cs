using System.Diagnostics.CodeAnalysis;

namespace EmailPlatform.Storage.Batching;

/// <summary>
/// Work that waits to be written. Tenants take turns, each turn worth the same number of bytes, so that a burst of one, or
/// its large attachments, holds nobody else up. What waits is bounded, of one tenant and of all: whoever comes then is
/// refused at once rather than kept.
/// </summary>
/// <typeparam name="T">Something that knows about how many bytes it writes.</typeparam>
internal sealed class FairQueue<T>
    where T : class, IWeighed
{
    private const int Turn = 64 * 1024;

    // Held for a few steps in memory; nothing in it blocks.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Waiting> _tenants = new(StringComparer.Ordinal);
    private readonly Queue<Waiting> _turns = new();
    private int _count;
    private long _bytes;

    /// <returns>Whether there was room.</returns>
    public bool TryAdd(string tenant, T operation)
    {
        var size = SizeOf(operation);
        lock (_gate)
        {
            var waiting = _tenants.GetValueOrDefault(tenant);
            if (_count >= FairQueueBounds.Most || (_count > 0 && _bytes + size > FairQueueBounds.MostBytes)
                || (waiting is not null && (waiting.Operations.Count >= FairQueueBounds.MostOfTenant || waiting.Bytes + size > FairQueueBounds.MostBytesOfTenant)))
            {
                return false;
            }

            if (waiting is null)
            {
                waiting = new Waiting(tenant);
                _tenants.Add(tenant, waiting);
                _turns.Enqueue(waiting);
            }

            waiting.Operations.Enqueue(operation);
            waiting.Bytes += size;
            _bytes += size;
            _count++;
            return true;
        }
    }

    public bool TryTake([NotNullWhen(true)] out T? operation)
    {
        lock (_gate)
        {
            while (_turns.TryPeek(out var waiting))
            {
                var size = SizeOf(waiting.Operations.Peek());
                if (waiting.Credit >= size)
                {
                    operation = Take(waiting, size);
                    return true;
                }

                // Something larger than a turn saves up for it while the others go on.
                waiting.Credit += Turn;
                _turns.Enqueue(_turns.Dequeue());
            }
        }

        operation = null;
        return false;
    }

    /// <summary>Takes all that waits.</summary>
    public List<T> Clear()
    {
        lock (_gate)
        {
            var all = _turns.SelectMany(waiting => waiting.Operations).ToList();
            _turns.Clear();
            _tenants.Clear();
            (_count, _bytes) = (0, 0);
            return all;
        }
    }

    private T Take(Waiting waiting, int size)
    {
        waiting.Credit -= size;
        waiting.Bytes -= size;
        _bytes -= size;
        _count--;
        var operation = waiting.Operations.Dequeue();
        if (waiting.Operations.Count == 0)
        {
            _turns.Dequeue();
            _tenants.Remove(waiting.Tenant);
        }

        return operation;
    }

    private static int SizeOf(T operation) => operation.Bytes + FairQueueBounds.RowBytes;

    private sealed class Waiting(string tenant)
    {
        public string Tenant => tenant;

        public Queue<T> Operations { get; } = new();

        public long Bytes { get; set; }

        public long Credit { get; set; }
    }
}
