using System.Text.Json.Nodes;
using EmailPlatform.Platform.Idempotency;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.Hosting;
using EmailPlatform.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace EmailPlatform.Server.Messages;

public sealed class BatchTests(HostedPlatform platform)
{
    [Fact]
    public async Task FiveHundred_AreAccepted_EachWithAResultInItsPlace()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();

        var results = await Send(tenant, [.. Enumerable.Range(0, 500).Select(i => HostedTenant.Message($"to-{i}@example.com"))]);

        Assert.Equal(500, results.Count);
        Assert.Equal(500, results.Select(result => (string?)result?["id"]).Distinct().Count());
        Assert.All(results, result =>
        {
            Assert.Contains((string?)result?["status"], new[] { "queued", "sending" });
            Assert.Equal(1, (long?)result?["epoch"]);
            Assert.Null(result?["problem"]);
        });
        var one = (await platform.Admin.Get(tenant[$"/messages/{results[417]?["id"]}"])).Expect(200).Json;
        Assert.Equal("to-417@example.com", (string?)one["to"]);
    }

    [Fact]
    public async Task Mistakes_AreTheirMessagesAlone_WithPathsFromTheRoot()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();
        var warned = HostedTenant.Message();
        warned["locale"] = "not a tag!";
        var typed = HostedTenant.Message();
        typed["to"] = 5;
        var surprising = HostedTenant.Message();
        surprising["surprise"] = true;
        var nameless = HostedTenant.Message();
        nameless.Remove("to");
        var codeless = HostedTenant.Message();
        codeless["payload"] = new JsonObject();
        var keyless = HostedTenant.Message();
        keyless["idempotencyKey"] = "";

        var results = await Send(tenant, [warned, HostedTenant.Message("nobody"), typed, surprising, nameless, codeless, keyless, null, "text", HostedTenant.Message()]);

        Assert.Equal("messages[0].locale", (string?)results[0]?["warnings"]?[0]?["path"]);
        AssertProblem(results[1], 422, "invalid_recipient", "messages[1].to");
        AssertProblem(results[2], 400, "invalid_request", "messages[2].to");
        AssertProblem(results[3], 400, "invalid_request", "messages[3].surprise");
        AssertProblem(results[4], 400, "invalid_request", "messages[4].to");
        AssertProblem(results[5], 422, "template_variable_missing", "messages[5].payload.code");
        AssertProblem(results[6], 400, "invalid_request", "messages[6].idempotencyKey");
        AssertProblem(results[7], 400, "invalid_request", "messages[7]");
        AssertProblem(results[8], 400, "invalid_request", "messages[8]");
        Assert.NotNull(results[9]?["id"]);
        Assert.Equal(2, (await platform.Admin.Get(tenant["/messages"])).Json["items"]?.AsArray().Count);
    }

    [Fact]
    public async Task Keys_OfMessages_MakeARepeatedBatchTheSameMessages()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();
        JsonNode[] Batch() => [Keyed("a"), Keyed("b"), Keyed("b"), HostedTenant.Message("nobody"), Keyed("c", "nobody")];

        var first = await Send(tenant, Batch());
        var again = await Send(tenant, Batch());

        Assert.Equal([null, true, true], new[] { first[0], again[0], again[1] }.Select(result => (bool?)result?["replayed"]));
        Assert.Equal(Ids(first), Ids(again));
        Assert.Equal((string?)first[1]?["id"], (string?)first[2]?["id"]);
        Assert.Equal(1, first.Skip(1).Take(2).Count(result => (bool?)result?["replayed"] is true));
        AssertProblem(again[4], 422, "invalid_recipient", "messages[4].to");
        Assert.Equal(2, (await platform.Admin.Get(tenant["/messages"])).Json["items"]?.AsArray().Count);

        // What was refused is mended and sent under its key; what was sent is the same message on the other route.
        var mended = await Send(tenant, [Keyed("c"), Keyed("a", "bob@example.com")]);
        Assert.NotNull(mended[0]?["id"]);
        AssertProblem(mended[1], 422, "idempotency_conflict");
        var single = (await platform.Admin.Post(tenant["/messages"], HostedTenant.Message(), ("Idempotency-Key", "a"))).Expect(202);
        Assert.Equal((string?)first[0]?["id"], (string?)single.Json["id"]);
    }

    [Fact]
    public async Task Key_OfTheBatch_StandsForEachMessageByItsPlace()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();
        var batch = new JsonObject { ["messages"] = new JsonArray([.. Enumerable.Range(0, 20).Select(i => (JsonNode)HostedTenant.Message($"to-{i}@example.com"))]) };

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => platform.Admin.Post(tenant["/messages/batch"], batch, ("Idempotency-Key", "night-1")))));
        var again = (await platform.Admin.Post(tenant["/messages/batch"], batch, ("Idempotency-Key", "night-1"))).Expect(202);

        Assert.All(answers, answer => Assert.Equal(again.Text, answer.Expect(202).Text));
        Assert.Equal("true", again.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal(20, (await platform.Admin.Get(tenant["/messages"])).Json["items"]?.AsArray().Count);
        (await platform.Admin.Post(tenant["/messages/batch"], batch, ("Idempotency-Key", ""))).ExpectProblem(400, "invalid_request", "Idempotency-Key");
    }

    [Fact]
    public async Task Batch_OfNoneTooManyOrTooMuch_IsRefusedAsAWhole()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();
        (await Post(tenant, [])).ExpectProblem(400, "invalid_request", "messages");
        (await Post(tenant, [.. Enumerable.Range(0, 501).Select(_ => HostedTenant.Message())])).ExpectProblem(400, "invalid_request", "messages");
        (await Post(tenant, [.. Enumerable.Range(0, 30).Select(_ => With("payload", new JsonObject { ["code"] = "1", ["x"] = new string('x', 40_000) }))]))
            .ExpectProblem(413, "payload_too_large");
        (await Post(tenant, [Attaching(7), Attaching(6)])).ExpectProblem(413, "payload_too_large");
        Assert.Equal(2, (await Send(tenant, [Attaching(6), Attaching(5)])).Count(result => result?["id"] is not null));
        Assert.Equal(2, (await platform.Admin.Get(tenant["/messages"])).Json["items"]?.AsArray().Count);
    }

    [Fact]
    public async Task Batch_ForATenantThatIsNotThere_IsNotFound() =>
        (await platform.Admin.Post("/api/tenants/nobody-here/messages/batch", new JsonObject { ["messages"] = new JsonArray(HostedTenant.Message()) }))
            .ExpectProblem(404, "not_found");

    [Fact]
    public async Task Messages_ThatTheStoreHasNoRoomFor_AreRefusedByThemselves_AndAllOfThemAsAWhole()
    {
        var store = new MemoryStore();
        await using var own = await HostedPlatform.Start(services => services
            .AddSingleton<ITenantStore>(store.Tenants)
            .AddSingleton<IKeyStore>(store.Keys)
            .AddSingleton<IKeptAnswerStore>(store.KeptAnswers)
            .AddSingleton<IMessageStore>(store.Messages));
        var tenant = await (await own.NewTenant()).WithMailbox();
        var batch = new JsonObject { ["messages"] = new JsonArray([.. Enumerable.Range(0, 6).Select(i => (JsonNode)Keyed($"k{i}", $"to-{i}@example.com"))]) };
        var inserts = 0;
        store.Messages.Before = name => name == "insert" && Interlocked.Increment(ref inserts) % 2 == 0
            ? throw new StoreUnavailableException("Too much waits to be written.")
            : Task.CompletedTask;

        var results = (await own.Admin.Post(tenant["/messages/batch"], batch)).Expect(202).Json["results"]?.AsArray() ?? [];

        var refused = results.Where(result => result?["id"] is null).ToList();
        Assert.Equal((6, 3), (results.Count, refused.Count));
        Assert.All(refused, result =>
        {
            AssertProblem(result, 503, "overloaded");
            Assert.Equal(2, (int?)result?["retryAfter"]);
        });

        store.Messages.Before = name => name == "insert" ? throw new StoreUnavailableException("Too much waits to be written.") : Task.CompletedTask;
        var other = new JsonObject { ["messages"] = new JsonArray(HostedTenant.Message(), HostedTenant.Message()) };
        Assert.NotNull((await own.Admin.Post(tenant["/messages/batch"], other)).ExpectProblem(503, "overloaded").Headers.RetryAfter);

        store.Messages.Before = _ => Task.CompletedTask;
        var again = (await own.Admin.Post(tenant["/messages/batch"], batch)).Expect(202).Json["results"]?.AsArray() ?? [];
        Assert.Equal(3, again.Count(result => (bool?)result?["replayed"] is true));
        Assert.Equal(6, store.Messages.Rows.Count);
    }

    [Fact]
    public void Message_OfABatch_HasEveryMemberOfASingleOne()
    {
        Assert.Equal(Members(typeof(MessageRequest)).Append(("IdempotencyKey", typeof(string))), Members(typeof(BatchMessage)));

        static IEnumerable<(string?, Type)> Members(Type type) => type.GetConstructors().Single().GetParameters().Select(member => (member.Name, member.ParameterType));
    }

    private static JsonObject Keyed(string key, string to = "ada@example.com")
    {
        var message = HostedTenant.Message(to);
        message["idempotencyKey"] = key;
        return message;
    }

    private static JsonObject With(string member, JsonNode value)
    {
        var message = HostedTenant.Message();
        message[member] = value;
        return message;
    }

    private static JsonObject Attaching(int megabytes) => With("attachments", new JsonArray(new JsonObject
    {
        ["name"] = "a.bin",
        ["contentType"] = "application/octet-stream",
        ["content"] = Convert.ToBase64String(new byte[megabytes * 1024 * 1024]),
    }));

    private static IEnumerable<string?> Ids(JsonArray results) => results.Select(result => (string?)result?["id"]);

    private static void AssertProblem(JsonNode? result, int status, string code, string? path = null)
    {
        var problem = result?["problem"];
        Assert.True((status, code) == ((int?)problem?["status"], (string?)problem?["code"]), result?.ToJsonString());
        Assert.False(string.IsNullOrWhiteSpace((string?)problem?["detail"]));
        Assert.True(path is null || path == (string?)problem?["errors"]?[0]?["path"], result?.ToJsonString());
    }

    private Task<Answer> Post(HostedTenant tenant, JsonNode?[] messages) =>
        platform.Admin.Post(tenant["/messages/batch"], new JsonObject { ["messages"] = new JsonArray(messages) });

    private async Task<JsonArray> Send(HostedTenant tenant, JsonNode?[] messages) => (await Post(tenant, messages)).Expect(202).Json["results"]?.AsArray() ?? [];
}
