using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd;

/// <summary>A switch holds from its answer on, and there is always exactly one connector.</summary>
public sealed class SwitchUnderLoadTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    private const int Senders = 40;
    private static readonly TimeSpan SendEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan SwitchEvery = TimeSpan.FromMilliseconds(500);
    private const int Switches = 8;

    [Fact]
    public async Task Load_WhileSwitchingToAndFro_GoesOutOnTheEpochThatWasAnsweredOrALaterOne()
    {
        await using var left = await SmtpSink.Start(keepMail: true);
        await using var right = await SmtpSink.Start(keepMail: true);
        var tenant = await fixture.NewTenant();
        int[] revisions = [await tenant.Save(SmtpConfig.For(left.Port)), await tenant.Save(SmtpConfig.For(right.Port))];
        var answered = await tenant.Activate(revisions[0]);
        var revisionOf = new ConcurrentDictionary<long, int> { [answered] = revisions[0] };
        using var over = new CancellationTokenSource();
        var watching = Watch(tenant, over.Token);
        var sending = Enumerable.Range(0, Senders).Select(sender => Task.Run(() => Load(tenant, sender, () => Volatile.Read(ref answered), over.Token))).ToList();

        using var pace = new PeriodicTimer(SwitchEvery);
        for (var number = 1; number <= Switches; number++)
        {
            await pace.WaitForNextTickAsync();
            var revision = revisions[number % 2];
            var epoch = await tenant.Activate(revision);
            revisionOf[epoch] = revision;
            Volatile.Write(ref answered, epoch);
        }

        await pace.WaitForNextTickAsync();
        await over.CancelAsync();
        var sent = (await Task.WhenAll(sending)).SelectMany(list => list).ToList();
        var seen = await watching;

        Assert.Equal(Enumerable.Range(1, Switches + 1).Select(epoch => (long)epoch), revisionOf.Keys.Order());
        Assert.True(sent.Count > Switches, $"Only {sent.Count} messages were sent.");
        Assert.True(seen > Switches, $"The connector was looked at only {seen} times.");
        var arrivals = new Dictionary<int, Dictionary<string, int>> { [revisions[0]] = [], [revisions[1]] = [] };
        foreach (var message in sent)
        {
            message.Final = await tenant.Await(message.Id, "sent");
        }

        Count(left, arrivals[revisions[0]]);
        Count(right, arrivals[revisions[1]]);
        Assert.All(sent, message => Check(message, revisionOf, arrivals));
        TestContext.Current.TestOutputHelper?.WriteLine($"{sent.Count} messages over {Switches} switches; the connector was looked at {seen} times.");
    }

    [Fact]
    public async Task HundredActivations_OfTheSameExpectedEpoch_OneWins()
    {
        var tenant = await fixture.NewTenant();
        var revisions = await TwoMailboxes(tenant);
        await tenant.Activate(revisions[0]);

        var answers = await AtOnce(tenant, number => Body(expectedEpoch: 1), _ => revisions[1]);

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => answer.ExpectProblem(HttpStatusCode.Conflict, "epoch_conflict"));
        var connector = (await tenant.Get("/connector")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(2, (long)connector["epoch"]!);
        Assert.Equal(revisions[1], (int)connector["revision"]!);
    }

    [Fact]
    public async Task HundredActivations_WithoutExpectation_FollowEachOtherInOneOrder()
    {
        var tenant = await fixture.NewTenant();
        var revisions = await TwoMailboxes(tenant);
        await tenant.Activate(revisions[0]);
        using var over = new CancellationTokenSource();
        var watching = Watch(tenant, over.Token);

        var answers = await AtOnce(tenant, _ => Body(expectedEpoch: null), number => revisions[number % 2]);

        await over.CancelAsync();
        await watching;
        var steps = answers
            .Select(answer => answer.Expect(HttpStatusCode.OK).Json)
            .Select(json => (Epoch: (long)json["epoch"]!, Revision: (int)json["revision"]!))
            .Distinct()
            .OrderBy(step => step.Epoch)
            .ToList();

        // One revision per epoch, and each step a real one: activating what is active changes nothing and answers its epoch.
        Assert.Equal(steps.Count, steps.Select(step => step.Epoch).Distinct().Count());
        Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.True(
            pair.Second.Epoch == pair.First.Epoch + 1 && pair.Second.Revision != pair.First.Revision, $"{pair.First} was followed by {pair.Second}."));
        var connector = (await tenant.Get("/connector")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(steps[^1], ((long)connector["epoch"]!, (int)connector["revision"]!));
    }

    private static void Check(Sent message, ConcurrentDictionary<long, int> revisionOf, Dictionary<int, Dictionary<string, int>> arrivals)
    {
        Assert.True(message.AcceptedOn >= message.AnsweredBefore, $"Accepted on {message.AcceptedOn} after {message.AnsweredBefore} was answered.");
        var attempts = message.Final!["attempts"]!.AsArray(); // Set for every message before it is checked.
        Assert.All(attempts, attempt =>
        {
            var epoch = (long)attempt!["epoch"]!;
            Assert.True(epoch >= message.AnsweredBefore, $"Sent on {epoch} after {message.AnsweredBefore} was answered: {message.Final}");
            Assert.Equal(revisionOf[epoch], (int)attempt["revision"]!);
        });
        var last = (int)attempts[^1]!["revision"]!;
        Assert.Equal(1, arrivals[last].GetValueOrDefault(message.Mark));
        Assert.Equal(0, arrivals.Single(entry => entry.Key != last).Value.GetValueOrDefault(message.Mark));
    }

    private static async Task<List<Sent>> Load(TenantApi tenant, int sender, Func<long> answered, CancellationToken over)
    {
        var sent = new List<Sent>();
        using var pace = new PeriodicTimer(SendEvery);
        while (!over.IsCancellationRequested)
        {
            var mark = $"mark-{sender}-{sent.Count}-end";
            var before = answered();
            var answer = (await tenant.TrySend(TenantApi.Message($"user{sender}-{sent.Count}@example.org", mark: mark))).Expect(HttpStatusCode.Accepted).Json;
            sent.Add(new Sent((string)answer["id"]!, mark, before, (long)answer["epoch"]!));
            try
            {
                await pace.WaitForNextTickAsync(over);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        return sent;
    }

    /// <summary>Looks at the connector all the time: there is one, and its epoch never goes back.</summary>
    private static async Task<int> Watch(TenantApi tenant, CancellationToken over)
    {
        var (looks, last) = (0, 0L);
        while (!over.IsCancellationRequested)
        {
            var connector = (await tenant.Get("/connector")).Expect(HttpStatusCode.OK).Json;
            Assert.IsAssignableFrom<JsonValue>(connector["revision"]);
            Assert.True((long)connector["epoch"]! >= last, $"Epoch {connector["epoch"]} after {last}.");
            last = (long)connector["epoch"]!;
            looks++;
        }

        return looks;
    }

    private static void Count(SmtpSink sink, Dictionary<string, int> arrivals)
    {
        foreach (var mail in sink.Mails)
        {
            var start = mail.IndexOf("mark-", StringComparison.Ordinal);
            var mark = mail[start..(mail.IndexOf("-end", start, StringComparison.Ordinal) + 4)];
            arrivals[mark] = arrivals.GetValueOrDefault(mark) + 1;
        }
    }

    private static async Task<int[]> TwoMailboxes(TenantApi tenant) =>
    [
        await tenant.Save(new JsonObject { ["templates"] = SmtpConfig.Templates(), ["fromName"] = "One" }, "mailbox"),
        await tenant.Save(new JsonObject { ["templates"] = SmtpConfig.Templates(), ["fromName"] = "Two" }, "mailbox"),
    ];

    private static JsonObject Body(long? expectedEpoch) => new()
    {
        ["expectedEpoch"] = expectedEpoch,
        ["force"] = new JsonObject { ["reason"] = "A race." },
    };

    private static Task<ApiAnswer[]> AtOnce(TenantApi tenant, Func<int, JsonObject> body, Func<int, int> revision) =>
        Task.WhenAll(Enumerable.Range(0, 100).Select(number => Task.Run(() => tenant.TryActivate(revision(number), body(number)))));

    private sealed record Sent(string Id, string Mark, long AnsweredBefore, long AcceptedOn)
    {
        public JsonNode? Final { get; set; }
    }
}
