using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd.Running;

/// <summary>
/// Senders who know, before each message, the last epoch that an activation has answered; whoever looks at the connector
/// meanwhile; and what they then hold the platform to.
/// </summary>
public sealed class SwitchLoad : IDisposable
{
    private static readonly TimeSpan SendEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<long, int> _revisionOf = new();
    private readonly List<Task<List<Sent>>> _senders;
    private readonly List<Task> _watchers;
    private readonly int[] _looks;
    private long _answered;
    private int _sent;

    /// <param name="doors">The tenant over each node; the senders go from one to the next.</param>
    /// <param name="senders">How many.</param>
    /// <param name="epoch">The one that was answered last.</param>
    /// <param name="revision">Which it made active.</param>
    public SwitchLoad(IReadOnlyList<TenantApi> doors, int senders, long epoch, int revision)
    {
        Answered(epoch, revision);
        _looks = new int[doors.Count];
        _watchers = [.. doors.Select((door, number) => Watch(door, () => Interlocked.Increment(ref _looks[number]), _over.Token))];
        _senders = [.. Enumerable.Range(0, senders).Select(sender => Task.Run(() => Send(doors, sender)))];
    }

    /// <summary>The epochs so far, in order.</summary>
    public IEnumerable<long> Epochs => _revisionOf.Keys.Order();

    /// <summary>An activation has answered: whatever is sent from now on goes out on this epoch or a later one.</summary>
    public void Answered(long epoch, int revision)
    {
        _revisionOf[epoch] = revision;
        Volatile.Write(ref _answered, epoch);
    }

    /// <summary>Waits until more messages have been accepted, about one of each sender, and every door has been looked through once more.</summary>
    public async Task GoOn()
    {
        var (sent, looks) = (Volatile.Read(ref _sent), _looks.ToArray());
        using var bound = new CancellationTokenSource(Bound);
        while (Volatile.Read(ref _sent) < sent + _senders.Count || _looks.Where((now, number) => now <= looks[number]).Any())
        {
            Assert.False(bound.IsCancellationRequested, $"Within {Bound}: {Volatile.Read(ref _sent) - sent} messages, looks {string.Join(", ", looks)} to {string.Join(", ", _looks)}.");
            // One that has failed ends the wait with its reason.
            await await Task.WhenAny([Task.Delay(PollInterval), .. _senders, .. _watchers]);
        }
    }

    /// <summary>Ends the load and checks every attempt of every message, and where it arrived.</summary>
    /// <param name="tenant">Whom to ask.</param>
    /// <param name="sinks">Where each revision's mail goes.</param>
    public async Task Check(TenantApi tenant, IReadOnlyDictionary<int, SmtpSink> sinks)
    {
        await _over.CancelAsync();
        var sent = (await Task.WhenAll(_senders)).SelectMany(list => list).ToList();
        await Task.WhenAll(_watchers);
        foreach (var message in sent)
        {
            message.Final = await tenant.Await(message.Id, "sent");
        }

        var arrivals = sinks.ToDictionary(sink => sink.Key, sink => Count(sink.Value));
        Assert.All(sent, message => Check(message, arrivals));
        TestContext.Current.TestOutputHelper?.WriteLine($"{sent.Count} messages over {_revisionOf.Count - 1} switches; the connector was looked at {string.Join(", ", _looks)} times.");
    }

    /// <summary>Looks at the connector all the time: there is one, and its epoch never goes back.</summary>
    public static async Task Watch(TenantApi tenant, Action looked, CancellationToken over)
    {
        var last = 0L;
        while (!over.IsCancellationRequested)
        {
            var connector = (await tenant.Get("/connector")).Expect(HttpStatusCode.OK).Json;
            Assert.IsAssignableFrom<JsonValue>(connector["revision"]);
            Assert.True((long)connector["epoch"]! >= last, $"Epoch {connector["epoch"]} after {last}.");
            last = (long)connector["epoch"]!;
            looked();
        }
    }

    public void Dispose()
    {
        _over.Cancel();
        _over.Dispose();
    }

    private async Task<List<Sent>> Send(IReadOnlyList<TenantApi> doors, int sender)
    {
        var sent = new List<Sent>();
        using var pace = new PeriodicTimer(SendEvery);
        while (!_over.IsCancellationRequested)
        {
            var mark = Ledger.Mark(sender, sent.Count);
            var before = Volatile.Read(ref _answered);
            var door = doors[(sender + sent.Count) % doors.Count];
            var message = TenantApi.Message($"user{sender}-{sent.Count}@example.org", mark: mark);
            var answer = (await door.TrySend(message)).Expect(HttpStatusCode.Accepted).Json;
            sent.Add(new Sent((string)answer["id"]!, mark, before, (long)answer["epoch"]!));
            Interlocked.Increment(ref _sent);
            try
            {
                await pace.WaitForNextTickAsync(_over.Token);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        return sent;
    }

    private void Check(Sent message, Dictionary<int, Dictionary<string, int>> arrivals)
    {
        Assert.True(message.AcceptedOn >= message.AnsweredBefore, $"Accepted on {message.AcceptedOn} after {message.AnsweredBefore} was answered.");
        var attempts = message.Final!["attempts"]!.AsArray(); // Set for every message before it is checked.
        Assert.All(attempts, attempt =>
        {
            var epoch = (long)attempt!["epoch"]!;
            Assert.True(epoch >= message.AnsweredBefore, $"Sent on {epoch} after {message.AnsweredBefore} was answered: {message.Final}");
            Assert.Equal(_revisionOf[epoch], (int)attempt["revision"]!);
        });
        var last = (int)attempts[^1]!["revision"]!;
        Assert.Equal(1, arrivals[last].GetValueOrDefault(message.Mark));
        Assert.Equal(0, arrivals.Single(entry => entry.Key != last).Value.GetValueOrDefault(message.Mark));
    }

    private static Dictionary<string, int> Count(SmtpSink sink)
    {
        var arrivals = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var mail in sink.Mails)
        {
            var start = mail.IndexOf("mark-", StringComparison.Ordinal);
            var mark = mail[start..(mail.IndexOf("-end", start, StringComparison.Ordinal) + 4)];
            arrivals[mark] = arrivals.GetValueOrDefault(mark) + 1;
        }

        return arrivals;
    }

    private sealed record Sent(string Id, string Mark, long AnsweredBefore, long AcceptedOn)
    {
        public JsonNode? Final { get; set; }
    }
}
