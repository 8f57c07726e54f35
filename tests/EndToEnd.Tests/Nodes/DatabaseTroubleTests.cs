using System.Net;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd.Nodes;

/// <summary>A database that goes away under load: nothing is accepted meanwhile, nothing is lost, and it goes on by itself.</summary>
public sealed class DatabaseTroubleTests
{
    private static readonly string[] SlowSink = ["-W", ".:1:4"];

    [Theory]
    [InlineData(PostgresStop.Fast)]
    [InlineData(PostgresStop.Immediate)]
    public Task Restart_UnderLoad_IsSaidAndLosesNothing(PostgresStop how) => Trouble(
        cluster => cluster.Database.Stop(how),
        cluster => cluster.Database.StartAgain());

    [Fact]
    public Task Pause_UnderLoad_IsSaidAndLosesNothing() => Trouble(
        cluster =>
        {
            cluster.Database.Pause();
            return Task.CompletedTask;
        },
        cluster =>
        {
            cluster.Database.Resume();
            return Task.CompletedTask;
        });

    private static async Task Trouble(Func<PlatformCluster, Task> begin, Func<PlatformCluster, Task> end)
    {
        await using var sink = await SmtpSink.Start(keepMail: true, SlowSink);
        await using var cluster = await PlatformCluster.Start();
        var tenant = await TenantApi.Create(cluster[0].Admin, "acme");
        await tenant.Use(SmtpConfig.For(sink.Port));
        await using var load = new ClusterLoad(cluster);
        await load.Accepted.WaitForMore(100);

        await begin(cluster);

        await cluster.AwaitReadiness(HttpStatusCode.ServiceUnavailable);
        await Task.WhenAll(Enumerable.Range(0, cluster.Count).Select(node => ExpectRefused(cluster, node)));
        for (var node = 0; node < cluster.Count; node++)
        {
            (await cluster[node].Admin.Get("/health/live")).Expect(HttpStatusCode.OK);
        }

        await end(cluster);

        await cluster.AwaitReadiness(HttpStatusCode.OK);
        await load.Accepted.WaitForMore(100);
        await load.End();
        Assert.True(load.Refused > 0, "No sender was refused.");
        (await MailAccount.Take(tenant, load.Accepted, sink)).ExpectNothingLost();
    }

    private static async Task ExpectRefused(PlatformCluster cluster, int node)
    {
        var answer = await cluster.Tenant(node).TrySend(TenantApi.Message("nobody@example.org"));
        answer.ExpectProblem(HttpStatusCode.ServiceUnavailable, "overloaded");
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero, $"No Retry-After: {answer.Headers}");
    }
}
