using System.Net;
using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd;

/// <summary>What becomes of mail that waits while its connector is switched, deleted, overtaken or too slow.</summary>
public sealed class QueueTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Move_SendsWhatWaitsThroughTheNewConnector()
    {
        await using var story = await Story.Begin(fixture);

        await story.Tenant.Use(SmtpConfig.For(story.New.Port), queued: "move");
        story.Release();

        await story.UnderWayIsSentOnItsOwnEpoch();
        await story.WaitingIsSent(epoch: 2, story.New);
        await story.NewMailGoesTo(story.New, epoch: 2);
    }

    [Fact]
    public async Task Drain_SendsWhatWaitsThroughTheOldConnector()
    {
        await using var story = await Story.Begin(fixture);

        await story.Tenant.Use(SmtpConfig.For(story.New.Port), queued: "drain");
        story.Release();

        await story.UnderWayIsSentOnItsOwnEpoch();
        await story.WaitingIsSent(epoch: 1, story.Old);
        await story.NewMailGoesTo(story.New, epoch: 2);
    }

    [Fact]
    public async Task Hold_KeepsWhatWaitsUntilTheNextActivation()
    {
        await using var story = await Story.Begin(fixture);

        await story.Tenant.Use(SmtpConfig.For(story.New.Port), queued: "hold");
        story.Release();

        await story.UnderWayIsSentOnItsOwnEpoch();
        await story.WaitingIsHeld();
        await story.NewMailGoesTo(story.New, epoch: 2);
        Assert.Single(story.Old.Mails);

        var back = (await story.Tenant.Post("/connector/rollback")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(3, (long)back["epoch"]!);
        await story.WaitingIsSent(epoch: 3, story.Old);
    }

    [Fact]
    public async Task Delete_HoldsWhatWaitsUntilARollbackUndoesIt()
    {
        await using var story = await Story.Begin(fixture);

        (await story.Tenant.Delete("/connector?force=Moving+house")).Expect(HttpStatusCode.OK);
        (await story.Tenant.TrySend(TenantApi.Message("eve@example.org"))).ExpectProblem(HttpStatusCode.Conflict, "connector_not_configured");
        (await story.Tenant.Get("/connector")).ExpectProblem(HttpStatusCode.NotFound, "connector_not_configured");
        story.Release();

        await story.UnderWayIsSentOnItsOwnEpoch();
        await story.WaitingIsHeld();

        var back = (await story.Tenant.Post("/connector/rollback")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(3, (long)back["epoch"]!);
        await story.WaitingIsSent(epoch: 3, story.Old);
        await story.NewMailGoesTo(story.Old, epoch: 3);
    }

    [Fact]
    public async Task Code_OvertakenByANewerOne_IsNeverSent()
    {
        await using var story = await Story.Begin(fixture);
        var old = await story.Tenant.Send("ada@example.org", "111111");
        var otherUsage = await story.Tenant.Send("ada@example.org", "222222", "Register");
        var otherPerson = await story.Tenant.Send("bob@example.org", "333333");

        // One person, whatever the case of the address.
        var newer = await story.Tenant.Send("Ada@Example.org", "444444");
        story.Release();

        await story.Tenant.Await(newer, "sent");
        await story.Tenant.Await(otherUsage, "sent");
        await story.Tenant.Await(otherPerson, "sent");
        var superseded = await story.Tenant.Message(old);
        Assert.Equal("superseded", (string?)superseded["status"]);
        Assert.Empty(superseded["attempts"]!.AsArray());
        Assert.DoesNotContain(story.Old.Mails, mail => mail.Content.Contains("111111", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Code_ThatOutlivesItsWorth_ExpiresAndIsNeverSent()
    {
        var port = LoopbackPort.Next();
        var shortest = new JsonObject { ["SignIn"] = new JsonObject { ["expiresIn"] = 30 } };
        var tenant = await fixture.NewTenant(new JsonObject { ["usages"] = shortest });
        await tenant.Use(SmtpConfig.For(port));
        var id = await tenant.Send("ada@example.org");
        await tenant.Await(id, message => message["attempts"]!.AsArray().Count > 0, "have an attempt");

        var expired = await tenant.Await(id, "expired", seconds: 60);
        Assert.All(expired["attempts"]!.AsArray(), attempt => Assert.Equal("deferred", (string?)attempt!["outcome"]));

        // The server comes up: mail accepted from now on arrives, the expired one does not.
        await using var correspondent = new Correspondent(port);
        await tenant.Await(await tenant.Send("later@example.org", expiresIn: 600), "sent", seconds: 60);
        Assert.Contains("later@example.org", Assert.Single(correspondent.Mails).To, StringComparison.Ordinal);
        Assert.Equal("expired", (string?)(await tenant.Message(id))["status"]);
    }

    /// <summary>A tenant that sends one mail at a time, whose old server keeps the first one waiting for its reply.</summary>
    private sealed class Story : IAsyncDisposable
    {
        private readonly TaskCompletionSource _released;
        private readonly string _underWay;
        private readonly List<string> _waiting;

        private Story(TenantApi tenant, Correspondent old, TaskCompletionSource released, string underWay, List<string> waiting)
        {
            (Tenant, Old, _released, _underWay, _waiting) = (tenant, old, released, underWay, waiting);
        }

        public TenantApi Tenant { get; }

        public Correspondent Old { get; }

        public Correspondent New { get; } = new();

        public static async Task<Story> Begin(PlatformFixture fixture)
        {
            var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var old = new Correspondent(answer: async (_, stop) =>
            {
                await released.Task.WaitAsync(stop);
                return "250 2.0.0 Taken";
            });
            var tenant = await fixture.NewTenant(new JsonObject { ["delivery"] = new JsonObject { ["concurrency"] = 1 } });
            await tenant.Use(SmtpConfig.For(old.Port));
            var underWay = await tenant.Send("first@example.org");
            await old.WaitForMails(1);
            var waiting = new List<string>();
            for (var number = 0; number < 3; number++)
            {
                waiting.Add(await tenant.Send($"waiting{number}@example.org"));
            }

            return new Story(tenant, old, released, underWay, waiting);
        }

        public void Release() => _released.SetResult();

        public async Task UnderWayIsSentOnItsOwnEpoch()
        {
            var message = await Tenant.Await(_underWay, "sent");
            Assert.Equal(1, (long)Assert.Single(message["attempts"]!.AsArray())!["epoch"]!);
        }

        public async Task WaitingIsSent(long epoch, Correspondent through)
        {
            foreach (var id in _waiting)
            {
                var message = await Tenant.Await(id, "sent");
                Assert.Equal(epoch, (long)Assert.Single(message["attempts"]!.AsArray())!["epoch"]!);
                Assert.Single(through.Mails, mail => mail.To.Contains((string)message["to"]!, StringComparison.Ordinal));
            }
        }

        public async Task WaitingIsHeld()
        {
            foreach (var id in _waiting)
            {
                var message = await Tenant.Await(id, "held");
                Assert.Empty(message["attempts"]!.AsArray());
                Assert.NotNull((string?)message["reason"]);
            }
        }

        public async Task NewMailGoesTo(Correspondent server, long epoch)
        {
            var message = await Tenant.Await(await Tenant.Send("new@example.org"), "sent");
            Assert.Equal(epoch, (long)message["epoch"]!);
            Assert.Equal(epoch, (long)Assert.Single(message["attempts"]!.AsArray())!["epoch"]!);
            Assert.Single(server.Mails, mail => mail.To.Contains("new@example.org", StringComparison.Ordinal));
        }

        public async ValueTask DisposeAsync()
        {
            await Old.DisposeAsync();
            await New.DisposeAsync();
        }
    }
}
