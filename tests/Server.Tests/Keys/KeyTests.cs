using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EmailPlatform.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace EmailPlatform.Server.Keys;

public sealed class KeyTests(HostedPlatform platform)
{
    [Fact]
    public async Task Key_IsShownOnce()
    {
        var tenant = await platform.NewTenant();
        var made = await tenant.NewKey("keys", "tenant:read");
        var text = (string?)made["key"] ?? "";
        Assert.StartsWith("ep_", text, StringComparison.Ordinal);
        Assert.False(text.StartsWith("ep_admin_", StringComparison.Ordinal));

        var listed = (await platform.Admin.Get(tenant["/keys"])).Expect(200);
        var audit = (await platform.Admin.Get(tenant["/audit"])).Expect(200);

        Assert.DoesNotContain(text, listed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, audit.Text, StringComparison.Ordinal);
        var row = Assert.Single(listed.Json["items"]?.AsArray() ?? []);
        Assert.Null(row?["key"]);
        Assert.Null(row?["hash"]);
        Assert.StartsWith((string?)row?["prefix"] ?? "?", text, StringComparison.Ordinal);
        Assert.Equal(["keys", "tenant:read"], row?["scopes"]?.AsArray().Select(scope => (string?)scope));
    }

    [Fact]
    public async Task AdminKey_IsShownOnceAndCanBeRevoked()
    {
        var made = (await platform.Admin.Post("/api/admin-keys", new JsonObject { ["name"] = "second" })).Expect(201).Json;
        var text = (string?)made["key"] ?? "";
        Assert.StartsWith("ep_admin_", text, StringComparison.Ordinal);
        var second = platform.Client(text);
        var listed = (await second.Get("/api/admin-keys?limit=200")).Expect(200);
        Assert.DoesNotContain(text, listed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, (await second.Get("/api/audit?limit=200")).Expect(200).Text, StringComparison.Ordinal);
        var row = Assert.Single(listed.Json["items"]?.AsArray() ?? [], key => (string?)key?["id"] == (string?)made["id"]);
        Assert.Equal("second", (string?)row?["name"]);
        Assert.NotNull(row?["lastUsedAt"]);
        Assert.False(string.IsNullOrEmpty((string?)row?["lastUsedFrom"]));

        (await platform.Admin.Delete($"/api/admin-keys/{made["id"]}")).Expect(204);

        (await second.Get("/api/admin-keys")).ExpectProblem(401, "unauthorized");
        (await platform.Admin.Delete($"/api/admin-keys/{made["id"]}")).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task Hash_OfTheCallersOwnKey_MakesThatKeyGood()
    {
        var tenant = await platform.NewTenant();
        var text = $"my own key of {tenant.Id}";
        (await platform.Client(text).Get(tenant[""])).ExpectProblem(401, "unauthorized");

        var made = (await platform.Admin.Post(tenant["/keys"], Key(["tenant:read"], hash: text))).Expect(201);

        Assert.Null(made.Json["key"]);
        Assert.DoesNotContain(text, made.Text, StringComparison.Ordinal);
        (await platform.Client(text).Get(tenant[""])).Expect(200);
        (await platform.Admin.Post(tenant["/keys"], Key(["tenant:read"], hash: text))).ExpectProblem(400, "invalid_request", "hash");
    }

    [Fact]
    public async Task Revoked_IsOverAtOnceAndForGood()
    {
        var tenant = await platform.NewTenant();
        var made = await tenant.NewKey("tenant:read");
        var client = platform.Client((string?)made["key"]);
        (await client.Get(tenant[""])).Expect(200);

        (await platform.Admin.Delete(tenant[$"/keys/{made["id"]}"])).Expect(204);

        (await client.Get(tenant[""])).ExpectProblem(401, "unauthorized");
        Assert.Empty((await platform.Admin.Get(tenant["/keys"])).Expect(200).Json["items"]?.AsArray() ?? []);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes((string?)made["key"] ?? "")));
        (await platform.Admin.Post(tenant["/keys"], new JsonObject { ["name"] = "again", ["scopes"] = new JsonArray("keys"), ["hash"] = hash })).ExpectProblem(400, "invalid_request", "hash");
        (await client.Get(tenant[""])).ExpectProblem(401, "unauthorized");
    }

    [Fact]
    public async Task Expiry_EndsAKey()
    {
        var clock = new ShiftedTime();
        await using var own = await HostedPlatform.Start(services => services.AddSingleton<TimeProvider>(clock));
        var tenant = await own.NewTenant();
        var expiresAt = clock.GetUtcNow().AddMinutes(10);
        var made = (await own.Admin.Post(tenant["/keys"], Key(["tenant:read"], expiresAt))).Expect(201).Json;
        var client = own.Client((string?)made["key"]);
        (await client.Get(tenant[""])).Expect(200);

        clock.Shift += TimeSpan.FromMinutes(10);

        (await client.Get(tenant[""])).ExpectProblem(401, "unauthorized");
    }

    [Fact]
    public async Task Use_IsNoted()
    {
        var tenant = await platform.NewTenant();
        var made = await tenant.NewKey("tenant:read");
        Assert.Null((await Row())?["lastUsedAt"]);

        (await platform.Client((string?)made["key"]).Get(tenant[""])).Expect(200);

        var row = await Row();
        var age = TimeProvider.System.GetUtcNow() - DateTimeOffset.Parse((string?)row?["lastUsedAt"] ?? "", CultureInfo.InvariantCulture);
        Assert.InRange(age, TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(1));
        Assert.Equal("127.0.0.1", (string?)row?["lastUsedFrom"]);

        async Task<JsonNode?> Row() => Assert.Single((await platform.Admin.Get(tenant["/keys"])).Expect(200).Json["items"]?.AsArray() ?? []);
    }

    [Fact]
    public async Task Key_MakesOnlyKeysWithScopesThatItHolds()
    {
        var tenant = await platform.NewTenant();
        var maker = await tenant.Key("keys", "messages:send");

        (await maker.Post(tenant["/keys"], Key(["messages:send"]))).Expect(201);
        (await maker.Post(tenant["/keys"], Key(["messages:send", "messages:read"]))).ExpectProblem(403, "forbidden");
        (await maker.Post(tenant["/keys"], Key(["override"]))).ExpectProblem(403, "forbidden");
    }

    [Fact]
    public async Task Key_MakesNoKeyThatOutlivesIt()
    {
        var tenant = await platform.NewTenant();
        var end = TimeProvider.System.GetUtcNow().AddHours(1);
        var maker = platform.Client((string?)(await platform.Admin.Post(tenant["/keys"], Key(["keys"], end))).Expect(201).Json["key"]);

        (await maker.Post(tenant["/keys"], Key(["keys"]))).ExpectProblem(403, "forbidden");
        (await maker.Post(tenant["/keys"], Key(["keys"], end.AddSeconds(1)))).ExpectProblem(403, "forbidden");
        (await maker.Post(tenant["/keys"], Key(["keys"], end.AddMinutes(-1)))).Expect(201);
    }

    [Fact]
    public async Task KeyOfSeveralTenants_ReachesThoseAndNoOther()
    {
        var (one, two, three) = (await platform.NewTenant(), await platform.NewTenant(), await platform.NewTenant());
        var request = Key(["tenant:read", "keys"]);
        request["tenants"] = new JsonArray(two.Id);
        var made = (await platform.Admin.Post(one["/keys"], request)).Expect(201).Json;
        var key = platform.Client((string?)made["key"]);

        (await key.Get(one[""])).Expect(200);
        (await key.Get(two[""])).Expect(200);
        (await key.Get(three[""])).ExpectProblem(404, "not_found");
        Assert.Contains((string?)made["id"] ?? "?", (await platform.Admin.Get(two["/keys"])).Expect(200).Text, StringComparison.Ordinal);

        // A tenant may not end what reaches others too, nor make what does.
        (await (await one.Key("keys")).Delete(one[$"/keys/{made["id"]}"])).ExpectProblem(403, "forbidden");
        (await (await one.Key("keys", "tenant:read")).Post(one["/keys"], request)).ExpectProblem(403, "forbidden");
        (await platform.Admin.Delete(two[$"/keys/{made["id"]}"])).Expect(204);
        (await key.Get(one[""])).ExpectProblem(401, "unauthorized");
    }

    [Fact]
    public async Task Key_OfAnotherTenant_CannotBeSeenOrRevoked()
    {
        var (one, two) = (await platform.NewTenant(), await platform.NewTenant());
        var made = await two.NewKey("keys");
        var stranger = await one.Key("keys");

        (await stranger.Delete(one[$"/keys/{made["id"]}"])).ExpectProblem(404, "not_found");
        (await platform.Admin.Delete(one[$"/keys/{made["id"]}"])).ExpectProblem(404, "not_found");
        (await platform.Admin.Delete($"/api/admin-keys/{made["id"]}")).ExpectProblem(404, "not_found");
        (await platform.Client((string?)made["key"]).Get(two["/keys"])).Expect(200);
    }

    [Theory]
    [InlineData("""{ "name": "", "scopes": [], "expiresAt": "2001-01-01T00:00:00Z", "hash": "no hash" }""", "name", "scopes", "expiresAt", "hash")]
    [InlineData("""{ "name": "a", "scopes": ["keys", "nothing", "KEYS"] }""", "scopes[1]", "scopes[2]")]
    [InlineData("""{ "name": "a\nb", "scopes": ["keys"] }""", "name")]
    [InlineData("""{ "scopes": ["keys"] }""", "name")]
    [InlineData("""{ "name": "a" }""", "scopes")]
    [InlineData("""{ "name": null, "scopes": ["keys"] }""", "name")]
    [InlineData("""{ "name": "a", "scopes": null }""", "scopes")]
    [InlineData("""{ "name": "a", "scopes": [null] }""", "scopes[0]")]
    [InlineData("""{ "name": "a", "scopes": "keys" }""", "scopes")]
    [InlineData("""{ "name": "a", "scopes": ["keys"], "expiresAt": "soon" }""", "expiresAt")]
    [InlineData("""{ "name": "a", "scopes": ["keys"], "expiresAt": 5 }""", "expiresAt")]
    [InlineData("""{ "name": "a", "scopes": ["keys"], "admin": true }""", "admin")]
    public async Task Request_ThatIsWrong_Answers400WithEveryPath(string body, params string[] paths)
    {
        var tenant = await platform.NewTenant();

        (await platform.Admin.Send(HttpMethod.Post, tenant["/keys"], body)).ExpectProblem(400, "invalid_request", paths);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"NO ID\"")]
    [InlineData("\"nobody-at-all\"")]
    public async Task FurtherTenant_ThatIsNotThere_Answers404(string other)
    {
        var tenant = await platform.NewTenant();

        (await platform.Admin.Send(HttpMethod.Post, tenant["/keys"], $$"""{ "name": "a", "scopes": ["keys"], "tenants": [{{other}}] }""")).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task Request_ForATenantThatIsNotThere_Answers404()
    {
        var tenant = await platform.NewTenant();
        var request = Key(["keys"]);
        request["tenants"] = new JsonArray("nobody-at-all");

        (await platform.Admin.Post(tenant["/keys"], request)).ExpectProblem(404, "not_found");
        (await platform.Admin.Post("/api/tenants/nobody-at-all/keys", Key(["keys"]))).ExpectProblem(404, "not_found");
    }

    private static JsonObject Key(string[] scopes, DateTimeOffset? expiresAt = null, string? hash = null)
    {
        var request = new JsonObject { ["name"] = "test", ["scopes"] = HostedTenant.Json(scopes) };
        if (expiresAt is { } end)
        {
            request["expiresAt"] = end.ToString("O", CultureInfo.InvariantCulture);
        }

        if (hash is not null)
        {
            request["hash"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hash)));
        }

        return request;
    }

    /// <summary>Runs on by itself, because a server with a clock that stands still does nothing; the test sets it forward.</summary>
    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
    }
}
