using System.Globalization;
using System.Text.Json;
using EmailPlatform.Platform.Messages;

namespace EmailPlatform.Server.Messages;

/// <summary>One moment in a message's life, in words.</summary>
/// <param name="Event"><c>accepted</c>, <c>attempt</c>, or the status that it took.</param>
internal sealed record TimelineEntry(DateTimeOffset At, string Event, string Detail)
{
    public static IReadOnlyList<TimelineEntry> Of(Message message)
    {
        var entries = new List<TimelineEntry>
        {
            new(message.CreatedAt, "accepted", string.Create(CultureInfo.InvariantCulture, $"Accepted for {message.UsageType} on epoch {message.Epoch}.")),
        };
        entries.AddRange(message.Attempts.Select(attempt => new TimelineEntry(
            attempt.StartedAt,
            "attempt",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Attempt {attempt.Number} through {attempt.ConnectorType}, revision {attempt.Revision}, epoch {attempt.Epoch}: {Word(attempt.Outcome.ToString())} ({attempt.Code})."))));
        if (message.Status != MessageStatus.Queued)
        {
            var status = Word(message.Status.ToString());
            entries.Add(new TimelineEntry(message.StatusAt, status, message.Reason is null ? $"Is {status}." : $"Is {status}: {message.Reason}."));
        }

        return entries;
    }

    private static string Word(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
