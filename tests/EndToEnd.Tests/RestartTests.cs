using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd;

/// <summary>Accepted means durable: a killed server goes on where it stood, and owns up to what it cannot know.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Retrying_KilledAndStartedAgain_IsDeliveredOnce()
    {
        var port = LoopbackPort.Next();
        string id;
        string key;
        await using (var first = await RunningPlatform.Start(_folder["data"]))
        {
            key = first.AdminKey;
            var tenant = await TenantApi.Create(first.Admin, "acme");
            await tenant.Use(SmtpConfig.For(port));
            id = await tenant.Send("ada@example.org");
            var waiting = await tenant.Await(id, "retrying");
            Assert.Equal("deferred", (string?)waiting["attempts"]![0]!["outcome"]);
            await first.Kill();
        }

        await using var correspondent = new Correspondent(port);
        await using var second = await RunningPlatform.Start(_folder["data"], key);
        var again = new TenantApi(second.Admin, "acme");

        var sent = await again.Await(id, "sent");

        var mail = Assert.Single(correspondent.Mails);
        Assert.Contains("ada@example.org", mail.To, StringComparison.Ordinal);
        Assert.Equal("accepted", (string?)sent["attempts"]!.AsArray()[^1]!["outcome"]);
        Assert.All(sent["attempts"]!.AsArray().SkipLast(1), attempt => Assert.Equal("deferred", (string?)attempt!["outcome"]));
    }

    [Fact]
    public async Task Code_KilledBeforeTheFinalReply_IsUnknownAndSentAgainAsTheSameMail()
    {
        await using var correspondent = new Correspondent(answer: HoldFirst());
        var (id, key) = await KillWhileItWaitsForTheReply(correspondent, "SignIn");
        await using var second = await RunningPlatform.Start(_folder["data"], key);

        var sent = await new TenantApi(second.Admin, "acme").Await(id, "sent");

        var attempts = sent["attempts"]!.AsArray();
        Assert.Equal(["unknown", "accepted"], attempts.Select(attempt => (string?)attempt!["outcome"]));
        Assert.Equal("node_lost", (string?)attempts[0]!["code"]);
        Assert.Equal([1, 2], attempts.Select(attempt => (int)attempt!["number"]!));
        Assert.Equal(2, correspondent.Mails.Count);
        Assert.Equal(correspondent.Mails[0].MessageId, correspondent.Mails[1].MessageId);
    }

    [Fact]
    public async Task Invitation_KilledBeforeTheFinalReply_StaysUnknownAndIsNotSentAgain()
    {
        await using var correspondent = new Correspondent(answer: HoldFirst());
        var (id, key) = await KillWhileItWaitsForTheReply(correspondent, "OrganizationInvitation");
        await using var second = await RunningPlatform.Start(_folder["data"], key);
        var tenant = new TenantApi(second.Admin, "acme");

        var unknown = await tenant.Await(id, "unknown");
        Assert.Equal("node_lost", (string?)unknown["reason"]);
        Assert.Null(Assert.Single(unknown["attempts"]!.AsArray())!["nextAttemptAt"]);

        // Whatever waited has had its turn when mail that was accepted later is through.
        await tenant.Await(await tenant.Send("later@example.org"), "sent");
        Assert.Equal(2, correspondent.Mails.Count);
        Assert.Single(correspondent.Mails, mail => mail.To.Contains("ada@example.org", StringComparison.Ordinal));
        Assert.Equal("unknown", (string?)(await tenant.Message(id))["status"]);
    }

    [Fact]
    public async Task Terminate_WithMailUnderWayAndWaiting_FinishesTheOneAndKeepsTheOthers()
    {
        var release = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var correspondent = new Correspondent(answer: (_, stop) => release.Task.WaitAsync(stop));
        await using var first = await RunningPlatform.Start(_folder["data"]);
        var tenant = await TenantApi.Create(first.Admin, "acme", new JsonObject { ["delivery"] = new JsonObject { ["concurrency"] = 1 } });
        await tenant.Use(SmtpConfig.For(correspondent.Port));
        var underWay = await tenant.Send("first@example.org");
        await correspondent.WaitForMails(1);
        var waiting = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            waiting.Add(await tenant.Send($"waiting{number}@example.org"));
        }

        var stopped = first.Stop();
        await first.Output.WaitFor(line => line.Contains("shutting down", StringComparison.OrdinalIgnoreCase), TimeSpan.FromSeconds(30));
        release.SetResult("250 2.0.0 Taken");
        Assert.Equal(0, await stopped);

        await using var second = await RunningPlatform.Start(_folder["data"], first.AdminKey);
        var again = new TenantApi(second.Admin, "acme");
        Assert.Equal("accepted", (string?)Assert.Single((await again.Await(underWay, "sent"))["attempts"]!.AsArray())!["outcome"]);
        foreach (var id in waiting)
        {
            await again.Await(id, "sent");
        }

        Assert.Equal(6, correspondent.Mails.Count);
        Assert.Equal(6, correspondent.Mails.Select(mail => mail.MessageId).Distinct(StringComparer.Ordinal).Count());
    }

    public void Dispose() => _folder.Dispose();

    private static Func<ReceivedMail, CancellationToken, Task<string>> HoldFirst()
    {
        var count = 0;
        return async (_, stop) =>
        {
            if (Interlocked.Increment(ref count) == 1)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            }

            return "250 2.0.0 Taken";
        };
    }

    private async Task<(string Id, string Key)> KillWhileItWaitsForTheReply(Correspondent correspondent, string usage)
    {
        await using var first = await RunningPlatform.Start(_folder["data"]);
        var tenant = await TenantApi.Create(first.Admin, "acme");
        await tenant.Use(SmtpConfig.For(correspondent.Port));
        var id = await tenant.Send("ada@example.org", usage: usage);
        await correspondent.WaitForMails(1);
        Assert.Equal("sending", (string?)(await tenant.Message(id))["status"]);
        await first.Kill();
        return (id, first.AdminKey);
    }
}
