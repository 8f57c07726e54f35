using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Messages;

/// <summary>Puts the end of an attempt on the record, and what the message becomes by it.</summary>
internal static class MessageRecording
{
    public static bool Record(Session session, AttemptRecord record)
    {
        var found = session.FirstNumber(
            "messages.attempt_under_way",
            ("id", record.Id.ToBytes()),
            ("tenant", record.Tenant.ToString()),
            ("node", record.Lease.Node),
            ("incarnation", record.Lease.Incarnation),
            ("attempt", record.Attempt.Number));
        if (found is not { } seq)
        {
            return false;
        }

        End(session, seq, record.Attempt, record.Status, record.Reason, record.DueAt, record.At, record.Lease);
        return true;
    }

    /// <summary>Writes an attempt and its message. One that would wait again while a newer one has taken its place is superseded instead.</summary>
    public static void End(
        Session session, long seq, Attempt attempt, MessageStatus status, string? reason, DateTimeOffset? dueAt, DateTimeOffset at, NodeLease? lease)
    {
        if ((dueAt is not null || status is MessageStatus.Held or MessageStatus.Retrying) && session.FirstNumber("messages.is_outdated", ("seq", seq)) is not null)
        {
            (status, reason, dueAt) = (MessageStatus.Superseded, null, null);
            attempt = attempt with { NextAttemptAt = null };
        }

        Insert(session, seq, attempt);
        if (status.ErasesContent())
        {
            session.Execute(
                "messages.record_and_erase", ("seq", seq), ("status", Words<MessageStatus>.Of(status)), ("at", Micros.Of(at)), ("reason", reason));
        }
        else
        {
            var keeper = dueAt is null ? null : lease;
            session.Execute(
                "messages.record",
                ("seq", seq),
                ("status", Words<MessageStatus>.Of(status)),
                ("at", Micros.Of(at)),
                ("reason", reason),
                ("dueAt", Micros.Of(dueAt)),
                ("node", keeper?.Node),
                ("incarnation", keeper?.Incarnation));
            if (status == MessageStatus.Retrying && dueAt is null)
            {
                session.Execute("messages.stall", ("seq", seq), ("epoch", attempt.Epoch));
            }
            else if (status == MessageStatus.Held)
            {
                session.Execute("messages.stall_on", ("seq", seq), ("epoch", attempt.Epoch));
            }
        }
    }

    private static void Insert(Session session, long seq, Attempt attempt) => session.Execute(
        "messages.insert_attempt",
        ("message", seq),
        ("number", attempt.Number),
        ("startedAt", Micros.Of(attempt.StartedAt)),
        ("milliseconds", attempt.Milliseconds),
        ("epoch", attempt.Epoch),
        ("revision", attempt.Revision),
        ("connectorType", attempt.ConnectorType),
        ("outcome", Words<OutcomeKind>.Of(attempt.Outcome)),
        ("scope", attempt.Scope is { } scope ? Words<FaultScope>.Of(scope) : null),
        ("code", attempt.Code),
        ("providerMessageId", attempt.ProviderMessageId),
        ("reply", attempt.Reply),
        ("nextAttemptAt", Micros.Of(attempt.NextAttemptAt)));
}
