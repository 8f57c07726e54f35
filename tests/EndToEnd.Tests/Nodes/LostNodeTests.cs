using System.Net;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd.Nodes;

/// <summary>A node that dies or freezes with mail in its hands: the others take it over, and it cannot take it back.</summary>
public sealed class LostNodeTests
{
    private const int Messages = 100;
    private const string Living = "SELECT count(*) FROM nodes WHERE name = 'node-1' AND ended_at IS NULL";
    private const string HeldByFirst = "SELECT count(*) FROM messages WHERE node = 'node-1'";
    private const string SendingByFirst = "SELECT count(*) > 0 FROM messages WHERE node = 'node-1' AND status = 'sending'";

    // What the platform knows of every message and attempt, as one line: nothing of it may change once the new owner has ended its work.
    private const string Attempts =
        "SELECT md5(string_agg(m::text || coalesce((SELECT string_agg(a::text, ',' ORDER BY a.number) FROM attempts a WHERE a.message = m.seq), ''), ',' ORDER BY m.id)) FROM messages m";

    // Half of the final replies take two seconds: whenever the node is lost, some mails have gone out and are not recorded.
    private static readonly string[] SlowSink = ["-W", ".:2:2"];

    [Fact]
    public async Task Node_KilledWithMailInItsHands_IsSucceededByTheOthers()
    {
        await using var sink = await SmtpSink.Start(keepMail: true, SlowSink);
        await using var cluster = await PlatformCluster.Start();
        var accepted = await GiveMailToTheFirst(cluster, sink);
        await cluster.AwaitQuery(SendingByFirst, "t");

        await cluster[0].Kill();

        var account = await MailAccount.Take(cluster.Tenant(1), accepted, sink);
        account.ExpectNothingLost();
        Assert.True(account.Unknown > 0, account.ToString());
        Assert.Equal("0", await cluster.Query(Living));
        Assert.Equal("0", await cluster.Query(HeldByFirst));
        var nodes = (await cluster[2].Admin.Get("/api/nodes")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
        Assert.DoesNotContain(nodes, node => (string?)node!["name"] == "node-1" && (string?)node["state"] == "alive");

        await cluster.StartNode(0);
        await cluster.Tenant(1).Await(await cluster.Tenant(0).Send("later@example.org"), "sent");
        Assert.Equal("1", await cluster.Query(Living));
    }

    [Fact]
    public async Task Node_FrozenPastItsLease_WritesOverNobodyWhenItWakes()
    {
        await using var sink = await SmtpSink.Start(keepMail: true, SlowSink);
        await using var cluster = await PlatformCluster.Start();
        var accepted = await GiveMailToTheFirst(cluster, sink);
        var life = await cluster.Query("SELECT incarnation FROM nodes WHERE name = 'node-1'");
        await cluster.AwaitQuery(SendingByFirst, "t");

        cluster[0].Pause();

        await cluster.AwaitQuery(Living, "0");
        (await MailAccount.Take(cluster.Tenant(1), accepted, sink)).ExpectNothingLost();
        var before = await cluster.Query(Attempts);

        cluster[0].Resume();

        await cluster[0].Output.WaitFor(line => line.Contains("begins again", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        await cluster.AwaitQuery(Living, "1");
        await cluster.AwaitReadiness(HttpStatusCode.OK);
        Assert.NotEqual(life, await cluster.Query("SELECT incarnation FROM nodes WHERE name = 'node-1' AND ended_at IS NULL"));
        Assert.Equal(before, await cluster.Query(Attempts));

        // It works again; whatever came in late from its earlier life has been decided by the time this is sent.
        var later = await cluster.Tenant(0).Send("later@example.org", mark: Ledger.Mark(1, 0));
        accepted.Add(later, Ledger.Mark(1, 0));
        await cluster.Tenant(0).Await(later, "sent");
        Assert.Equal(before, await cluster.Query(Attempts + $" WHERE id <> '{later}'"));
        (await MailAccount.Take(cluster.Tenant(0), accepted, sink)).ExpectNothingLost();
    }

    private static async Task<Ledger> GiveMailToTheFirst(PlatformCluster cluster, SmtpSink sink)
    {
        var tenant = await TenantApi.Create(cluster[0].Admin, "acme");
        await tenant.Use(SmtpConfig.For(sink.Port));
        var accepted = new Ledger();
        await Task.WhenAll(Enumerable.Range(0, Messages).Select(async number =>
        {
            var mark = Ledger.Mark(0, number);
            accepted.Add(await tenant.Send($"user{number}@example.org", mark: mark), mark);
        }));
        return accepted;
    }
}
