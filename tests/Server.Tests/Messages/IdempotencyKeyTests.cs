using System.Text.Json.Nodes;
using EmailPlatform.Server.Hosting;

namespace EmailPlatform.Server.Messages;

public sealed class IdempotencyKeyTests(HostedPlatform platform)
{
    private const string Header = "Idempotency-Key";

    [Fact]
    public async Task Thousand_AtOnce_AreOneMessageAndEqualAnswers()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();
        var together = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var api = platform.Admin;

        var requests = Enumerable.Range(0, 1000).Select(_ => Task.Run(async () =>
        {
            await together.Task;
            return await Post(tenant, HostedTenant.Message(), "order-1", api);
        })).ToList();
        together.SetResult();
        var answers = await Task.WhenAll(requests);

        Assert.All(answers, answer => answer.Expect(202));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Single(answers.Select(answer => answer.Headers.Location).Distinct());
        Assert.Equal(999, answers.Count(IsReplay));
        Assert.Single(await Messages(tenant));
    }

    [Fact]
    public async Task Repetition_GetsTheFirstAnswer_AfterTheEndASwitchAndADeletion()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();
        var first = (await Post(tenant, HostedTenant.Message())).Expect(202);
        Assert.False(IsReplay(first));
        Assert.Equal($"{first.Json["id"]}", (string?)(await Post(tenant, HostedTenant.Message(), wait: true)).Expect(200).Json["id"]);
        AssertSame(first, await Post(tenant, HostedTenant.Message()));

        await tenant.Activate(await tenant.AddMailbox("Another subject {{code}}"));
        AssertSame(first, await Post(tenant, HostedTenant.Message()));

        (await platform.Admin.Delete(tenant["/connector?force=test"])).Expect(200);
        AssertSame(first, await Post(tenant, HostedTenant.Message()));
        (await Post(tenant, HostedTenant.Message(), "another key")).ExpectProblem(409, "connector_not_configured");
    }

    [Fact]
    public async Task Repetition_WithWait_IsTheSameMessageAsItStands()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();

        var first = (await Post(tenant, HostedTenant.Message(), wait: true)).Expect(200);
        var again = (await Post(tenant, HostedTenant.Message(), wait: true)).Expect(200);
        var without = (await Post(tenant, HostedTenant.Message())).Expect(202);

        Assert.Equal(("sent", "sent"), ((string?)first.Json["status"], (string?)again.Json["status"]));
        Assert.Equal((string?)first.Json["id"], (string?)again.Json["id"]);
        Assert.Equal((string?)first.Json["id"], (string?)without.Json["id"]);
        Assert.Equal("sending", (string?)without.Json["status"]);
        Assert.Equal([false, true, true], new[] { first, again, without }.Select(IsReplay));
        Assert.Equal("wait=30", again.Headers.GetValues("Preference-Applied").Single());
        Assert.Single(await Messages(tenant));
    }

    [Fact]
    public async Task SameKey_WithAnotherBody_IsAConflict_AndWithAnotherOrderOfMembersIsNot()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();
        var first = (await Post(tenant, Parse("""{ "to": "ada@example.com", "usageType": "SignIn", "payload": { "code": "1", "user": { "a": 1, "b": "é" } }, "locale": null }"""))).Expect(202);

        AssertSame(first, await Post(tenant, Parse("""{ "payload": { "user": { "b": "\u00e9", "a": 1 }, "code": "1" }, "usageType": "SignIn", "to": "ada@example.com" }""")));
        var other = await Post(tenant, Parse("""{ "to": "ada@example.com", "usageType": "SignIn", "payload": { "code": "2", "user": { "a": 1, "b": "é" } } }"""));

        other.ExpectProblem(422, "idempotency_conflict");
        Assert.Single(await Messages(tenant));
    }

    [Fact]
    public async Task Refusal_IsNotKept()
    {
        var tenant = await platform.NewTenant();
        (await Post(tenant, HostedTenant.Message())).ExpectProblem(409, "connector_not_configured");
        await tenant.WithMailbox();
        (await Post(tenant, HostedTenant.Message("nobody"))).ExpectProblem(422, "invalid_recipient", "to");

        Assert.False(IsReplay((await Post(tenant, HostedTenant.Message())).Expect(202)));
    }

    [Fact]
    public async Task SameKey_OfAnotherTenant_IsAnotherMessage()
    {
        var (one, other) = (await (await platform.NewTenant()).WithMailbox(), await (await platform.NewTenant()).WithMailbox());

        var first = (await Post(one, HostedTenant.Message())).Expect(202);
        var second = (await Post(other, HostedTenant.Message())).Expect(202);

        Assert.NotEqual((string?)first.Json["id"], (string?)second.Json["id"]);
        (await Post(one, HostedTenant.Message(), api: await other.Key("messages:send"))).ExpectProblem(404, "not_found");
        (await Post(one, HostedTenant.Message(), api: await one.Key("messages:read"))).ExpectProblem(403, "forbidden");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public async Task Key_ThatIsNone_IsRefused(int length)
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();

        (await Post(tenant, HostedTenant.Message(), new string('k', length))).ExpectProblem(400, "invalid_request", Header);

        Assert.Empty(await Messages(tenant));
        (await Post(tenant, HostedTenant.Message(), new string('k', 256))).Expect(202);
    }

    [Fact]
    public async Task Repetition_AfterARestart_GetsTheFirstAnswer()
    {
        await using var own = await HostedPlatform.StartWith();
        var tenant = await (await own.NewTenant()).WithMailbox();
        var first = (await Post(tenant, HostedTenant.Message(), api: own.Admin)).Expect(202);

        await own.Restart();

        AssertSame(first, await Post(tenant, HostedTenant.Message(), api: own.Admin));
    }

    private static bool IsReplay(Answer answer) => answer.Headers.TryGetValues("Idempotency-Replayed", out var values) && values.Single() == "true";

    private static void AssertSame(Answer first, Answer again)
    {
        again.Expect(202);
        Assert.Equal((first.Text, first.Headers.Location, first.ContentType), (again.Text, again.Headers.Location, again.ContentType));
        Assert.True(IsReplay(again));
    }

    private static JsonNode Parse(string json) => JsonNode.Parse(json) ?? throw new InvalidOperationException("null");

    private Task<Answer> Post(HostedTenant tenant, JsonNode message, string key = "order-1", Api? api = null, bool wait = false) =>
        (api ?? platform.Admin).Post(tenant["/messages"], message, [(Header, key), .. wait ? [("Prefer", "wait=30")] : Array.Empty<(string, string)>()]);

    private async Task<JsonArray> Messages(HostedTenant tenant) =>
        (await platform.Admin.Get(tenant["/messages"])).Expect(200).Json["items"]?.AsArray() ?? [];
}
