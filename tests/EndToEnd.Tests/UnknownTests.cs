using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;

namespace EmailPlatform.EndToEnd;

/// <summary>A server that closes the line after it has the mail and before it says so: nobody knows, and the usage's policy decides.</summary>
public sealed class UnknownTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Code_IsUnknownFirstAndThenSentAgainAsTheSameMail()
    {
        await using var server = new Correspondent(answer: HangUpOnce());
        var tenant = await fixture.NewTenant();
        await tenant.Use(SmtpConfig.For(server.Port));

        var sent = await tenant.Await(await tenant.Send("ada@example.org"), "sent");

        Assert.Equal(["unknown", "accepted"], sent["attempts"]!.AsArray().Select(attempt => (string?)attempt!["outcome"]));
        Assert.Equal(2, server.Mails.Count);
        Assert.Equal(server.Mails[0].MessageId, server.Mails[1].MessageId);
    }

    [Fact]
    public async Task Invitation_StaysUnknownAndWaitsForAWord()
    {
        await using var server = new Correspondent(answer: HangUpOnce());
        var tenant = await fixture.NewTenant();
        await tenant.Use(SmtpConfig.For(server.Port));
        var id = await tenant.Send("ada@example.org", usage: "OrganizationInvitation");

        var unknown = await tenant.Await(id, "unknown");
        await tenant.Await(await tenant.Send("later@example.org"), "sent");

        Assert.Null(Assert.Single(unknown["attempts"]!.AsArray())!["nextAttemptAt"]);
        Assert.Equal("unknown", (string?)(await tenant.Message(id))["status"]);
        Assert.Single(server.Mails, mail => mail.To.Contains("ada@example.org", StringComparison.Ordinal));
    }

    [Fact]
    public async Task UsageThatGivesUp_FailsAndIsNotSentAgain()
    {
        await using var server = new Correspondent(answer: HangUpOnce());
        var giveUp = new JsonObject { ["Generic"] = new JsonObject { ["onUnknown"] = "giveUp" } };
        var tenant = await fixture.NewTenant(new JsonObject { ["usages"] = giveUp });
        await tenant.Use(SmtpConfig.For(server.Port));

        var failed = await tenant.Await(await tenant.Send("ada@example.org", usage: "Generic"), "failed");
        await tenant.Await(await tenant.Send("later@example.org"), "sent");

        Assert.Equal("unknown", (string?)Assert.Single(failed["attempts"]!.AsArray())!["outcome"]);
        Assert.Single(server.Mails, mail => mail.To.Contains("ada@example.org", StringComparison.Ordinal));
    }

    private static Func<ReceivedMail, CancellationToken, Task<string>> HangUpOnce()
    {
        var count = 0;
        return (_, _) => Interlocked.Increment(ref count) == 1 ? throw new IOException("The line is cut.") : Task.FromResult("250 2.0.0 Taken");
    }
}
