using System.Net;
using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd.Nodes;

/// <summary>A switch made on one node holds on every node from its answer on.</summary>
public sealed class ClusterSwitchTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private const int Senders = 30;
    private const int Switches = 8;

    [Fact]
    public async Task Load_OnAllNodesWhileOneSwitches_GoesOutOnTheEpochThatWasAnsweredOrALaterOne()
    {
        await using var left = await SmtpSink.Start(keepMail: true);
        await using var right = await SmtpSink.Start(keepMail: true);
        var tenant = await fixture.NewTenant();
        int[] revisions = [await tenant.Save(SmtpConfig.For(left.Port)), await tenant.Save(SmtpConfig.For(right.Port))];
        var first = await tenant.Activate(revisions[0]);
        using var load = new SwitchLoad(Doors(tenant), Senders, first, revisions[0]);
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
    public async Task Activations_OnAllNodesAtOnce_OfTheSameExpectedEpoch_OneWins()
    {
        var tenant = await fixture.NewTenant();
        int[] revisions = [await SaveMailbox(tenant, "One"), await SaveMailbox(tenant, "Two")];
        await tenant.Activate(revisions[0]);
        var doors = Doors(tenant);

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => Task.Run(() => doors[number % doors.Count].TryActivate(
            revisions[1], new JsonObject { ["expectedEpoch"] = 1, ["force"] = new JsonObject { ["reason"] = "A race." } }))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => answer.ExpectProblem(HttpStatusCode.Conflict, "epoch_conflict"));
        foreach (var door in doors)
        {
            var connector = (await door.Get("/connector")).Expect(HttpStatusCode.OK).Json;
            Assert.Equal((2, revisions[1]), ((int)connector["epoch"]!, (int)connector["revision"]!));
        }
    }

    private List<TenantApi> Doors(TenantApi tenant) =>
        [.. Enumerable.Range(0, fixture.Cluster.Count).Select(node => tenant.Over(fixture.Cluster[node].Admin))];

    private static Task<int> SaveMailbox(TenantApi tenant, string name) =>
        tenant.Save(new JsonObject { ["templates"] = SmtpConfig.Templates(), ["fromName"] = name }, "mailbox");
}
