using System.Text.Json.Nodes;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace EmailPlatform.Server.Access;

public sealed class ScopeTableTests(HostedPlatform platform)
{
    [Fact]
    public async Task EveryOperation_IsInTheTable()
    {
        var described = (await Operation.All(platform)).Select(operation => operation.Name).ToHashSet();

        Assert.Empty(described.Except(ScopeTable.Operations.Keys));
        Assert.Empty(ScopeTable.Operations.Keys.Except(described));
    }

    [Fact]
    public async Task EveryOperation_SaysWhatTheTableSays()
    {
        Assert.All(await Operation.All(platform), operation => Assert.Equal(ScopeTable.Operations[operation.Name], (string?)operation.Description["x-access"]));
    }

    [Fact]
    public async Task EveryOperation_WithoutAGoodKey_Answers401()
    {
        var tenant = await platform.NewTenant();
        var revoked = await tenant.NewKey(HostedTenant.AllScopes);
        (await platform.Admin.Delete(tenant[$"/keys/{revoked["id"]}"])).Expect(204);
        Api[] callers =
        [
            platform.Client(null), platform.Client("ep_admin_garbage"), platform.Client("ep_garbage"), platform.Client(new string('x', 5000)),
            platform.Client((string?)revoked["key"]), platform.Client(await Expired(tenant, isAdmin: false)), platform.Client(await Expired(tenant, isAdmin: true)),
        ];

        foreach (var operation in (await Operation.All(platform)).Where(operation => ScopeTable.Operations[operation.Name] != ScopeTable.Anyone))
        {
            for (var caller = 0; caller < callers.Length; caller++)
            {
                var answer = await operation.Call(callers[caller], tenant.Id);
                Assert.True(answer.Status == 401, $"{operation.Name}, caller {caller}: {answer.Status} {answer.Text}");
                answer.ExpectProblem(401, "unauthorized");
                Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
            }
        }
    }

    [Fact]
    public async Task EveryOpenOperation_LetsAnyoneIn()
    {
        var nobody = platform.Client(null);

        foreach (var operation in (await Operation.All(platform)).Where(operation => ScopeTable.Operations[operation.Name] == ScopeTable.Anyone))
        {
            (await operation.Call(nobody, "none")).Expect(200);
        }
    }

    [Fact]
    public async Task EveryScopedOperation_WithAllOtherScopes_Answers403()
    {
        var tenant = await platform.NewTenant();

        foreach (var (scope, operations) in await ByScope())
        {
            var others = await tenant.Key([.. HostedTenant.AllScopes.Except([scope])]);
            foreach (var operation in operations)
            {
                var answer = await operation.Call(others, tenant.Id);
                Assert.True(answer.Status == 403, $"{operation.Name} without {scope}: {answer.Status} {answer.Text}");
                answer.ExpectProblem(403, "forbidden");
                Assert.Contains(scope, answer.Text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task EveryScopedOperation_WithExactlyItsScope_IsLetThrough()
    {
        var tenant = await platform.NewTenant();

        foreach (var (scope, operations) in await ByScope())
        {
            var key = await tenant.Key(scope);
            foreach (var operation in operations)
            {
                var answer = await operation.Call(key, tenant.Id);
                Assert.True(answer.Status is not (401 or 403 or 405 or 415) and < 500, $"{operation.Name} with {scope}: {answer.Status} {answer.Text}");
            }
        }
    }

    [Fact]
    public async Task EveryOperationOfATenant_WithAnotherTenantsKey_Answers404AsIfThereWereNone()
    {
        var tenant = await platform.NewTenant();
        var stranger = await (await platform.NewTenant()).Key(HostedTenant.AllScopes);

        foreach (var operation in (await Operation.All(platform)).Where(operation => operation.IsOfTenant))
        {
            var there = await operation.Call(stranger, tenant.Id);
            var notThere = await operation.Call(stranger, "nobody-at-all");
            var noId = await operation.Call(stranger, "NO-ID");
            Assert.True(there.Status == 404, $"{operation.Name}: {there.Status} {there.Text}");
            there.ExpectProblem(404, "not_found");
            Assert.Equal(there.Text, notThere.Text);
            Assert.Equal(there.Text, noId.Text);
        }
    }

    [Fact]
    public async Task EveryAdminOperation_WithATenantKeyOfAllScopes_Answers403()
    {
        var tenant = await platform.NewTenant();
        var key = await tenant.Key(HostedTenant.AllScopes);

        foreach (var operation in (await Operation.All(platform)).Where(operation => ScopeTable.Operations[operation.Name] == ScopeTable.Admin))
        {
            var answer = await operation.Call(key, tenant.Id);
            Assert.True(answer.Status == 403, $"{operation.Name}: {answer.Status} {answer.Text}");
            answer.ExpectProblem(403, "forbidden");
        }

        (await platform.Admin.Get(tenant[""])).Expect(200);
    }

    [Fact]
    public async Task EveryOperation_WithAnAdminKey_IsLetThrough()
    {
        var tenant = await platform.NewTenant();

        foreach (var operation in (await Operation.All(platform)).OrderBy(operation => operation.Name == "DELETE /api/tenants/{tenant}"))
        {
            var answer = await operation.Call(platform.Admin, tenant.Id);
            Assert.True(answer.Status is not (401 or 403 or 405 or 415) and < 500, $"{operation.Name}: {answer.Status} {answer.Text}");
        }
    }

    [Fact]
    public async Task Force_WithoutTheScopeOverride_Answers403()
    {
        var tenant = await platform.NewTenant();
        var revision = await tenant.AddMailbox();
        var key = await tenant.Key([.. HostedTenant.AllScopes.Except(["override"])]);
        var forced = new JsonObject { ["force"] = new JsonObject { ["reason"] = "because" } };

        (await key.Post(tenant[$"/connector/revisions/{revision}/activate"], forced)).ExpectProblem(403, "forbidden");
        (await key.Delete(tenant["/connector?force=because"])).ExpectProblem(403, "forbidden");
        (await platform.Admin.Get(tenant["/connector"])).ExpectProblem(404, "connector_not_configured");
    }

    [Fact]
    public async Task Force_WithTheScopeOverride_IsDoneAndAudited()
    {
        var tenant = await platform.NewTenant();
        var revision = await tenant.AddMailbox();
        var key = await tenant.Key("connector:write", "override");
        var forced = new JsonObject { ["force"] = new JsonObject { ["reason"] = "because of the test" } };

        (await key.Post(tenant[$"/connector/revisions/{revision}/activate"], forced)).Expect(200);

        Assert.Contains("because of the test", (await platform.Admin.Get(tenant["/audit"])).Expect(200).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("environment", "\"production\"")]
    [InlineData("environment", "null")]
    [InlineData("delivery", """{ "concurrency": 500 }""")]
    [InlineData("delivery", "null")]
    [InlineData("limits", """{ "acceptPerSecond": 1 }""")]
    public async Task AdminSetting_ByATenantKey_Answers403AndChangesNothing(string member, string value)
    {
        var tenant = await platform.NewTenant();
        var key = await tenant.Key(HostedTenant.AllScopes);
        var before = (await platform.Admin.Get(tenant[""])).Expect(200).Text;

        (await key.Send(HttpMethod.Patch, tenant[""], $$"""{ "name": "Changed", "{{member}}": {{value}} }""")).ExpectProblem(403, "forbidden");

        Assert.Equal(before, (await platform.Admin.Get(tenant[""])).Expect(200).Text);
    }

    private async Task<IReadOnlyList<(string Scope, IReadOnlyList<Operation> Operations)>> ByScope() =>
    [
        .. (await Operation.All(platform))
            .GroupBy(operation => ScopeTable.Operations[operation.Name])
            .Where(group => group.Key is not (ScopeTable.Anyone or ScopeTable.Admin))
            .Select(group => (group.Key, (IReadOnlyList<Operation>)[.. group])),
    ];

    /// <summary>The API makes no key that is expired already, so one is put into the store.</summary>
    private async Task<string> Expired(HostedTenant tenant, bool isAdmin)
    {
        var text = $"an expired key of {tenant.Id}, {isAdmin}";
        var now = DateTimeOffset.UnixEpoch;
        IReadOnlyList<TenantId> of = isAdmin ? [] : [TenantId.Parse(tenant.Id)];
        var key = new ApiKey(
            Guid.CreateVersion7().ToString("N"), "expired", isAdmin, of, ApiKeyText.Hash(text), "", isAdmin ? [] : HostedTenant.AllScopes, now, "test", now.AddDays(1));
        var audit = new AuditEntry(isAdmin ? null : of[0], now, Actor.System, "key.created", new Dictionary<string, string>());
        Assert.True(await platform.Services.GetRequiredService<IKeyStore>().TryAddAsync(key, audit, TestContext.Current.CancellationToken));
        return text;
    }
}
