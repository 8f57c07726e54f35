using EmailPlatform.Platform.Messages;
using EmailPlatform.Storage.Postgres.Engine;

namespace EmailPlatform.Storage.Postgres.Messages;

/// <summary>Puts the beginning of attempts on the record, on the epoch that the activations since then leave each message.</summary>
internal sealed class MessageStarting(PostgresDatabase database)
{
    private static readonly StartOutcome Refused = new(StartResult.Refused);

    public async Task<IReadOnlyList<StartOutcome>> StartAsync(IReadOnlyList<StartWish> wishes)
    {
        // Of several wishes for one message that could all be granted the first is.
        var first = wishes.DistinctBy(wish => (wish.Tenant, wish.Id, wish.Lease)).ToList();
        var begun = new Dictionary<MessageId, StartOutcome>();
        await new StatementBatch(database)
            .Add(
                "messages.start",
                [
                    Columns.Ids(first, wish => wish.Id.Value),
                    Columns.Texts(first, wish => wish.Tenant.ToString()),
                    Columns.Texts(first, wish => wish.Lease.Node),
                    Columns.Texts(first, wish => wish.Lease.Incarnation),
                    Columns.Times(first, wish => wish.At),
                ],
                row => begun[row.MessageId(0)] = row.GetBoolean(1)
                    ? new StartOutcome(StartResult.Started, row.GetInt32(2), row.GetInt64(3), row.GetInt32(4), row.Bytes(5), row.GetInt64(6))
                    : new StartOutcome(StartResult.Held))
            .RunAsync();
        var granted = first.ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. wishes.Select(wish => granted.Contains(wish) && begun.TryGetValue(wish.Id, out var outcome) ? outcome : Refused)];
    }
}
