using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Sqlite.Engine;
using EmailPlatform.Storage.Sqlite.Idempotency;
using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite.Messages;

/// <summary>Makes a message durable if its tenant is still what it was validated against, and ends those that it supersedes.</summary>
internal static class MessageInserting
{
    public static InsertOutcome Insert(Session session, NewMessage message)
    {
        var id = message.Id.ToBytes();
        var tenant = message.Tenant.ToString();
        var keep = message.Keep;
        var kept = keep is null ? null : AnswerKeeping.Find(session, tenant, keep.Scope);
        if (kept is not null && kept.Message != message.Id)
        {
            return new InsertOutcome(false, Kept: kept);
        }

        if (session.First("messages.accepting", ReadEpoch, ("tenant", tenant), ("version", message.ExpectedVersion)) is not { } accepting)
        {
            // A repeated insert must find its message also after the tenant has changed.
            return FindFirstAnswer(session, id, tenant) ?? new InsertOutcome(false);
        }

        if (!Insert(session, message, id, tenant, accepting))
        {
            return FindFirstAnswer(session, id, tenant) ?? throw new InvalidOperationException("This message id is another tenant's.");
        }

        if (keep is not null && kept is null)
        {
            AnswerKeeping.Keep(session, tenant, keep);
        }

        var superseded = message.Supersedes ? Supersede(session, message, id, tenant) : [];
        return new InsertOutcome(true, accepting.Epoch, accepting.Revision, superseded);
    }

    private static bool Insert(Session session, NewMessage message, byte[] id, string tenant, EpochRow accepting)
    {
        var starts = message.StartNow && accepting.Revision is not null;
        var createdAt = Micros.Of(message.CreatedAt);
        return session.Execute(
            "messages.insert",
            ("id", id),
            ("tenant", tenant),
            ("usageType", message.UsageType.ToString()),
            ("recipient", message.Recipient),
            ("recipientKey", message.RecipientKey),
            ("locale", message.Locale),
            ("metadata", message.Metadata),
            ("onUnknown", Words<UnknownPolicy>.Of(message.OnUnknown)),
            ("supersedes", message.Supersedes ? 1 : 0),
            ("epoch", accepting.Epoch),
            ("createdAt", createdAt),
            ("expiresAt", Micros.Of(message.ExpiresAt)),
            ("status", Words<MessageStatus>.Of(starts ? MessageStatus.Sending : MessageStatus.Queued)),
            ("dueAt", starts ? null : createdAt),
            ("node", message.Lease?.Node),
            ("incarnation", message.Lease?.Incarnation),
            ("attempts", starts ? 1 : 0),
            ("attemptStartedAt", starts ? createdAt : null),
            ("attemptEpoch", starts ? accepting.Epoch : null),
            ("attemptRevision", starts ? accepting.Revision : null),
            ("content", message.SealedContent)) == 1;
    }

    private static List<MessageId> Supersede(Session session, NewMessage message, byte[] id, string tenant) => session.Query(
        "messages.supersede",
        row => row.MessageId(0),
        ("tenant", tenant),
        ("recipientKey", message.RecipientKey),
        ("usageType", message.UsageType.ToString()),
        ("id", id),
        ("at", Micros.Of(message.CreatedAt)));

    private static InsertOutcome? FindFirstAnswer(Session session, byte[] id, string tenant) =>
        session.First("messages.inserted_before", ReadEpoch, ("id", id), ("tenant", tenant)) is { } row
            ? new InsertOutcome(true, row.Epoch, row.Revision, [])
            : null;

    private static EpochRow ReadEpoch(SqliteDataReader row) => new(row.GetInt64(0), row.NumberOrNull(1));

    private sealed record EpochRow(long Epoch, int? Revision);
}
