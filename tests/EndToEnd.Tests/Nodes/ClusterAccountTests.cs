using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd.Nodes;

/// <summary>Three nodes under load, killed at random while their database is restarted: every accepted message is accounted for.</summary>
public sealed class ClusterAccountTests
{
    private const int Seed = 20261120;

    // EMAILPLATFORM_LONG=1 runs the long form.
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("EMAILPLATFORM_LONG") == "1";
    private static readonly int Kills = IsLong ? 20 : 4;
    private static readonly int Restarts = IsLong ? 2 : 1;

    [Fact]
    public async Task Load_WithRandomKillsAndDatabaseRestarts_IsDeliveredAndCopiesAreOwnedUpTo()
    {
        // Some final replies take a second, so that kills fall between a mail and its reply.
        await using var sink = await SmtpSink.Start(keepMail: true, "-W", ".:1:4");
        await using var cluster = await PlatformCluster.Start();
        var tenant = await TenantApi.Create(cluster[0].Admin, "acme");
        await tenant.Use(SmtpConfig.For(sink.Port));
        await using var load = new ClusterLoad(cluster);
        var random = new Random(Seed);
        var restartAfter = Enumerable.Range(1, Restarts).Select(restart => restart * Kills / (Restarts + 1)).ToHashSet();

        for (var kill = 0; kill < Kills; kill++)
        {
            // By progress, not by time: on a busy machine a kill after so many milliseconds finds nothing done yet.
            await load.Accepted.WaitForMore(random.Next(20, 120));
            if (restartAfter.Contains(kill))
            {
                await cluster.Database.Stop(random.Next(2) == 0 ? PostgresStop.Fast : PostgresStop.Immediate);
                await cluster.Database.StartAgain();
                await load.Accepted.WaitForMore(random.Next(20, 60));
            }

            var node = random.Next(cluster.Count);
            await cluster[node].Kill();
            if (random.Next(2) == 0)
            {
                // The others go on without it for a while; else it is back before they miss it.
                await load.Accepted.WaitForMore(random.Next(20, 120));
            }

            await cluster.StartNode(node);
        }

        await load.End();
        var account = await MailAccount.Take(cluster.Tenant(0), load.Accepted, sink);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills, {Restarts} restarts of the database, {load.Refused} refused meanwhile");
        account.ExpectNothingLost();
        Assert.True(account.Accepted > Kills, account.ToString());
    }
}
