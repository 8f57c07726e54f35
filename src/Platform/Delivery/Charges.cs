using System.Collections.Concurrent;
using EmailPlatform.Platform.Messages;

namespace EmailPlatform.Platform.Delivery;

/// <summary>
/// Which messages this node sees to: a row that is leased by this node and is none of these was lost by a failure between
/// the store's commit and its answer. Counted, because a row that is given back may be leased again a moment before the
/// giving back has ended here.
/// </summary>
internal sealed class Charges
{
    private readonly ConcurrentDictionary<MessageId, int> _counts = new();

    public bool Has(MessageId id) => _counts.ContainsKey(id);

    public void Take(MessageId id) => _counts.AddOrUpdate(id, 1, static (_, count) => count + 1);

    public void LetGo(MessageId id)
    {
        while (_counts.TryGetValue(id, out var count))
        {
            if (count == 1 ? _counts.TryRemove(KeyValuePair.Create(id, count)) : _counts.TryUpdate(id, count - 1, count))
            {
                return;
            }
        }
    }
}
