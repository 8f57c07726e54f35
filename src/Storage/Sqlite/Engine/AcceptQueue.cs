using System.Diagnostics.CodeAnalysis;

namespace EmailPlatform.Storage.Sqlite.Engine;

/// <summary>
/// Inserts that wait for the writer. Tenants take turns, each turn worth the same number of bytes, so that a burst of one, or
/// its large attachments, holds nobody else up. What waits is bounded, of one tenant and of all: whoever comes then is
/// refused at once rather than kept.
/// </summary>
internal sealed class AcceptQueue
{
    public const int MostOfTenant = 2048;
    public const long MostBytesOfTenant = 32 * 1024 * 1024;

    private const int Most = 8192;
    private const long MostBytes = 128 * 1024 * 1024;
    private const int Turn = 64 * 1024;

    /// <summary>What a row costs beside its content.</summary>
    private const int RowBytes = 1024;

    // Held for a few steps in memory; nothing in it blocks.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Waiting> _tenants = new(StringComparer.Ordinal);
    private readonly Queue<Waiting> _turns = new();
    private int _count;
    private long _bytes;

    /// <returns>Whether there was room.</returns>
    public bool TryAdd(string tenant, WriteOperation operation)
    {
        var size = SizeOf(operation);
        lock (_gate)
        {
            var waiting = _tenants.GetValueOrDefault(tenant);
            if (_count >= Most || (_count > 0 && _bytes + size > MostBytes)
                || (waiting is not null && (waiting.Operations.Count >= MostOfTenant || waiting.Bytes + size > MostBytesOfTenant)))
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

    public bool TryTake([NotNullWhen(true)] out WriteOperation? operation)
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
    public List<WriteOperation> Clear()
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

    private WriteOperation Take(Waiting waiting, int size)
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

    private static int SizeOf(WriteOperation operation) => operation.Bytes + RowBytes;

    private sealed class Waiting(string tenant)
    {
        public string Tenant => tenant;

        public Queue<WriteOperation> Operations { get; } = new();

        public long Bytes { get; set; }

        public long Credit { get; set; }
    }
}
