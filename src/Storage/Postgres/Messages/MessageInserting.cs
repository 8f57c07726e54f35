using EmailPlatform.Platform.Idempotency;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Storage.Idempotency;
using EmailPlatform.Storage.Postgres.Engine;
using Npgsql;

namespace EmailPlatform.Storage.Postgres.Messages;

/// <summary>Makes messages durable whose tenants are still what they were validated against, and ends those that they supersede.</summary>
internal sealed class MessageInserting(PostgresDatabase database)
{
    public async Task<IReadOnlyList<InsertOutcome>> InsertAsync(IReadOnlyList<NewMessage> messages)
    {
        var answers = new Dictionary<Guid, (long Epoch, int? Revision)>();
        var superseded = new List<(Guid By, MessageId Id)>();
        var superseding = messages.Where(message => message.Supersedes).ToList();
        var batch = new StatementBatch(database);
        if (superseding.Count > 0)
        {
            batch.Add("messages.lock_kinds", [
                Columns.Texts(superseding, message => message.Tenant.ToString()),
                Columns.Texts(superseding, message => message.RecipientKey),
                Columns.Texts(superseding, message => message.UsageType.ToString())]);
        }

        batch.Add("messages.insert", Rows(messages), row => answers[row.GetGuid(0)] = (row.GetInt64(1), row.NumberOrNull(2)));
        var kept = new Dictionary<(string Tenant, string Scope), KeptAnswer>();
        var keeping = messages.Where(message => message.Keep is not null).ToList();
        if (keeping.Count > 0)
        {
            batch.Add(
                "kept_answers.find_many",
                [Columns.Texts(keeping, message => message.Tenant.ToString()), Columns.Texts(keeping, message => message.Keep?.Scope)],
                row => kept[(row.GetString(5), row.GetString(0))] = KeptRows.Read(row));
        }

        if (superseding.Count > 0)
        {
            batch.Add(
                "messages.supersede",
                [Columns.Ids(superseding, message => message.Id.Value)],
                row => superseded.Add((row.GetGuid(0), row.MessageId(1))));
        }

        await batch.RunAsync();
        var ended = superseded.ToLookup(pair => pair.By, pair => pair.Id);
        return [.. messages.Select(message => answers.TryGetValue(message.Id.Value, out var answer)
            ? new InsertOutcome(true, answer.Epoch, answer.Revision, [.. ended[message.Id.Value]])
            : new InsertOutcome(false, Kept: message.Keep is { } keep ? kept.GetValueOrDefault((message.Tenant.ToString(), keep.Scope)) : null))];
    }

    private static NpgsqlParameter[] Rows(IReadOnlyList<NewMessage> messages) =>
    [
        Columns.Ids(messages, message => message.Id.Value),
        Columns.Texts(messages, message => message.Tenant.ToString()),
        Columns.LongNumbers(messages, message => message.ExpectedVersion),
        Columns.Texts(messages, message => message.UsageType.ToString()),
        Columns.Texts(messages, message => message.Recipient),
        Columns.Texts(messages, message => message.RecipientKey),
        Columns.Texts(messages, message => message.Locale),
        Columns.Texts(messages, message => message.Metadata),
        Columns.Texts(messages, message => Words<Platform.Tenants.UnknownPolicy>.Of(message.OnUnknown)),
        Columns.Flags(messages, message => message.Supersedes),
        Columns.Times(messages, message => message.CreatedAt),
        Columns.Times(messages, message => message.ExpiresAt),
        Columns.Flags(messages, message => message.StartNow),
        Columns.Texts(messages, message => message.Lease?.Node),
        Columns.Texts(messages, message => message.Lease?.Incarnation),
        Columns.Bytes(messages, message => message.SealedContent),
        Columns.Texts(messages, message => message.Keep?.Scope),
        Columns.Texts(messages, message => message.Keep?.Body),
        Columns.Bytes(messages, message => message.Keep?.Answer),
    ];
}
