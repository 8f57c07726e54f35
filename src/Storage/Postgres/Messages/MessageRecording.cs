using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Storage.Postgres.Engine;
using Npgsql;

namespace EmailPlatform.Storage.Postgres.Messages;

/// <summary>Puts the ends of attempts on the record, and what the messages become by them.</summary>
internal sealed class MessageRecording(PostgresDatabase database)
{
    public async Task<IReadOnlyList<bool>> RecordAsync(IReadOnlyList<AttemptRecord> records)
    {
        var written = new HashSet<(MessageId, int)>();
        var batch = new StatementBatch(database);
        if (records.Where(Waits).ToList() is { Count: > 0 } waiting)
        {
            batch.Add("messages.lock_kinds_of", [Columns.Ids(waiting, record => record.Id.Value)]);
        }

        await batch.Add("messages.record", Rows(records), row => written.Add((row.MessageId(0), row.GetInt32(1)))).RunAsync();
        return [.. records.Select(record => written.Contains((record.Id, record.Attempt.Number)))];
    }

    /// <summary>Whether the message would wait again, so that a newer one may have taken its place.</summary>
    private static bool Waits(AttemptRecord record) => record.DueAt is not null || record.Status is MessageStatus.Held or MessageStatus.Retrying;

    private static NpgsqlParameter[] Rows(IReadOnlyList<AttemptRecord> records) =>
    [
        Columns.Ids(records, record => record.Id.Value),
        Columns.Texts(records, record => record.Tenant.ToString()),
        Columns.Texts(records, record => record.Lease.Node),
        Columns.Texts(records, record => record.Lease.Incarnation),
        Columns.Numbers(records, record => record.Attempt.Number),
        Columns.Times(records, record => record.Attempt.StartedAt),
        Columns.Reals(records, record => record.Attempt.Milliseconds),
        Columns.LongNumbers(records, record => record.Attempt.Epoch),
        Columns.Numbers(records, record => record.Attempt.Revision),
        Columns.Texts(records, record => record.Attempt.ConnectorType),
        Columns.Texts(records, record => Words<OutcomeKind>.Of(record.Attempt.Outcome)),
        Columns.Texts(records, record => record.Attempt.Scope is { } scope ? Words<FaultScope>.Of(scope) : null),
        Columns.Texts(records, record => record.Attempt.Code),
        Columns.Texts(records, record => record.Attempt.ProviderMessageId),
        Columns.Texts(records, record => record.Attempt.Reply),
        Columns.Times(records, record => record.Attempt.NextAttemptAt),
        Columns.Texts(records, record => Words<MessageStatus>.Of(record.Status)),
        Columns.Texts(records, record => record.Reason),
        Columns.Times(records, record => record.DueAt),
        Columns.Times(records, record => record.At),
        Columns.Flags(records, Waits),
        Columns.Flags(records, record => record.Status.ErasesContent()),
    ];
}
