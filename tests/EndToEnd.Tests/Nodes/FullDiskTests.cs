using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd.Nodes;

/// <summary>
/// A database whose disk is full: the tables lie on a file system of 64 MB (in memory; only root can make one), which a file
/// fills up. PostgreSQL's own log is elsewhere, as on a full disk it would bring the whole server down: that is a restart.
/// </summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task Disk_FullUnderLoad_RefusesAndLosesNothing()
    {
        await using var disk = await SmallDisk.Mount(megabytes: 64);
        await using var sink = await SmtpSink.Start(keepMail: true, "-W", ".:1:4");
        await using var cluster = await PlatformCluster.Start(2, disk.CreateTablespace);
        var tenant = await TenantApi.Create(cluster[0].Admin, "acme");
        await tenant.Use(SmtpConfig.For(sink.Port));
        await using var load = new ClusterLoad(cluster);
        await load.Accepted.WaitForMore(50);

        await disk.Fill();

        // What fits on pages that the tables have already is accepted still.
        await AwaitRefusals(load, 20);
        disk.Free();

        await cluster.AwaitReadiness(System.Net.HttpStatusCode.OK);
        await load.Accepted.WaitForMore(50);
        await load.End();
        (await MailAccount.Take(tenant, load.Accepted, sink)).ExpectNothingLost();
    }

    private static async Task AwaitRefusals(ClusterLoad load, int count)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (load.Refused < count)
        {
            Assert.False(bound.IsCancellationRequested, $"On a full disk only {load.Refused} were refused, and {load.Accepted.Marks.Count} accepted.");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }
}
