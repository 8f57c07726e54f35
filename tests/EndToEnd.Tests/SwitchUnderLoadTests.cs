using System.Net;
using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd;

/// <summary>A switch holds from its answer on, and there is always exactly one connector.</summary>
public sealed class SwitchUnderLoadTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    private const int Senders = 40;
    private const int Switches = 8;

    [Fact]
    public async Task Load_WhileSwitchingToAndFro_GoesOutOnTheEpochThatWasAnsweredOrALaterOne()
    {
        await using var left = await SmtpSink.Start(keepMail: true);
        await using var right = await SmtpSink.Start(keepMail: true);
        var tenant = await fixture.NewTenant();
        int[] revisions = [await tenant.Save(SmtpConfig.For(left.Port)), await tenant.Save(SmtpConfig.For(right.Port))];
        var first = await tenant.Activate(revisions[0]);
        using var load = new SwitchLoad([tenant], Senders, first, revisions[0]);
        for (var number = 1; number <= Switches; number++)
        {
            await load.GoOn();
            var revision = revisions[number % 2];
            load.Answered(await tenant.Activate(revision), revision);
        }

        await load.GoOn();
        await load.Check(tenant, new Dictionary<int, SmtpSink> { [revisions[0]] = left, [revisions[1]] = right });
        Assert.Equal(Enumerable.Range(1, Switches + 1).Select(epoch => (long)epoch), load.Epochs);
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
        var watching = SwitchLoad.Watch(tenant, () => { }, over.Token);

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
}
