using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd.Running;

/// <summary>What became of what was accepted, by the platform's word and by what lies at the receiver.</summary>
/// <param name="Accepted">Answered with 202.</param>
/// <param name="Sent">By the platform's word: these, and those whose answer was lost on its way.</param>
/// <param name="Unknown">Attempts of which nobody knows how they ended.</param>
/// <param name="Delivered">Different messages that the receiver has, each whole.</param>
/// <param name="Copies">How many of them it has once more.</param>
/// <param name="Unexcused">Copies beyond the attempts of the same message of which nobody knew how they ended.</param>
/// <param name="Lost">Accepted, and not at the receiver.</param>
public sealed partial record MailAccount(int Accepted, int Sent, int Unknown, int Delivered, int Copies, int Unexcused, int Lost)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until everything is sent, and counts.</summary>
    public static async Task<MailAccount> Take(TenantApi tenant, Ledger ledger, SmtpSink sink, int seconds = 120)
    {
        var all = await AllSent(tenant, seconds);
        var unknown = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var listed in all)
        {
            var message = await tenant.Message((string)listed["id"]!); // Every message has one.
            unknown[(string)listed["id"]!] = message["attempts"]!.AsArray().Count(attempt => (string?)attempt!["outcome"] == "unknown");
        }

        var whole = sink.Mails
            .Select(mail => (Mark: MarkPattern().Match(mail), Id: MessageIdPattern().Match(mail).Groups[1].Value))
            .Where(mail => mail.Mark.Success)
            .ToList();
        var arrivals = whole.CountBy(mail => mail.Mark.Value, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var known = all.Select(message => (string)message["id"]!).ToHashSet(StringComparer.Ordinal);
        var account = new MailAccount(
            ledger.Marks.Count,
            all.Count,
            unknown.Values.Sum(),
            arrivals.Count,
            arrivals.Values.Sum(count => count - 1),
            whole.CountBy(mail => mail.Id, StringComparer.Ordinal).Sum(mail => Math.Max(0, mail.Value - 1 - unknown.GetValueOrDefault(mail.Key))),
            ledger.Marks.Count(entry => !known.Contains(entry.Key) || !arrivals.ContainsKey(entry.Value)));
        TestContext.Current.TestOutputHelper?.WriteLine(account.ToString());
        return account;
    }

    /// <summary>Nothing is lost, nothing is there that the platform does not know of, and whatever came twice was unknown first.</summary>
    public MailAccount ExpectNothingLost()
    {
        Assert.True(Accepted > 0, ToString());
        Assert.True(Lost == 0, ToString());
        Assert.True(Delivered == Sent, ToString());
        Assert.True(Unexcused == 0, ToString());
        return this;
    }

    public override string ToString() =>
        $"accepted {Accepted} ({Sent} with those whose answer was lost), sent {Sent}, unknown {Unknown}, delivered {Delivered}, copies {Copies} (unexcused {Unexcused}), lost {Lost}";

    private static async Task<List<JsonNode>> AllSent(TenantApi tenant, int seconds)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (true)
        {
            var all = await tenant.AllMessages();
            var open = all.Where(message => (string?)message["status"] != "sent").ToList();
            if (open.Count == 0)
            {
                return all;
            }

            Assert.False(
                bound.IsCancellationRequested,
                $"{open.Count} of {all.Count} messages are not sent within {seconds} s, the first: {await tenant.Message((string)open[0]["id"]!)}");
            await Task.Delay(PollInterval);
        }
    }

    // The message's id is the left side, on every attempt.
    [GeneratedRegex("^Message-ID: <([0-9a-f]{32})@", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex MessageIdPattern();

    // Both parts of a mail hold the mark; the end of the last one tells that the mail came whole.
    [GeneratedRegex(@"mark-\d+-\d+-end(?=[\s\S]*\n--[^\r\n]+--\s*$)")]
    private static partial Regex MarkPattern();
}
