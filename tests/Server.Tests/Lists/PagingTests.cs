using System.Globalization;
using System.Text.Json.Nodes;
using EmailPlatform.Server.Hosting;

namespace EmailPlatform.Server.Lists;

public sealed class PagingTests(HostedPlatform platform)
{
    private const int Rows = 4;

    /// <summary>Every list there is, of one tenant that has a few of everything, with what identifies a row.</summary>
    public static TheoryData<string, string, int> Lists => new()
    {
        { "/api/tenants", "id", Rows },
        { "/api/admin-keys", "id", Rows },
        { "/api/audit", "", Rows },
        { "/api/connector-types", "type", 2 },
        { "/api/tenants/{tenant}/keys", "id", Rows },
        { "/api/tenants/{tenant}/audit", "", Rows },
        { "/api/tenants/{tenant}/connector/revisions", "revision", Rows },
        { "/api/tenants/{tenant}/connector/receipts", "id", Rows },
        { "/api/tenants/{tenant}/messages", "id", Rows },
        { "/api/tenants/{tenant}/messages?usageType=SignIn&status=sent", "id", Rows },
        { "/api/tenants/{tenant}/mailbox", "id", Rows },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task List_PageByPage_ShowsEverythingOnce(string list, string id, int least)
    {
        // A server of its own: on the shared one other tests add rows while we turn the pages.
        await using var own = await HostedPlatform.Start(_ => { });
        var tenant = await Filled(own);
        var path = list.Replace("{tenant}", tenant.Id, StringComparison.Ordinal);
        var join = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var whole = (await own.Admin.Get($"{path}{join}limit=200")).Expect(200).Json;
        Assert.Null(whole["next"]);
        Assert.True(whole.AsObject().ContainsKey("next"), "next is told on the last page too");
        var expected = (whole["items"]?.AsArray() ?? []).Select(Key).ToList();
        Assert.True(expected.Count >= least, $"{expected.Count} rows");

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await own.Admin.Get($"{path}{join}limit=1{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}")).Expect(200).Json;
            seen.Add(Key(Assert.Single(page["items"]?.AsArray() ?? [])));
            cursor = (string?)page["next"];
        }
        while (cursor is not null && seen.Count <= expected.Count);

        Assert.Equal(expected, seen);
        Assert.Equal(seen.Count, seen.Distinct(StringComparer.Ordinal).Count());

        string Key(JsonNode? row) => id.Length == 0 ? row?.ToJsonString() ?? "" : row?[id]?.ToString() ?? "";
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Page_ThatCannotBe_Answers400(string list, string id, int least)
    {
        Assert.True(least > 0, id);
        var tenant = await platform.NewTenant();
        var path = list.Replace("{tenant}", tenant.Id, StringComparison.Ordinal);
        path += path.Contains('?', StringComparison.Ordinal) ? '&' : '?';

        foreach (var limit in new[] { "0", "201", "-1", "many", "1.5", "99999999999" })
        {
            (await platform.Admin.Get($"{path}limit={limit}")).ExpectProblem(400, "invalid_request", "limit");
        }

        foreach (var cursor in new[] { "nonsense", "AAAAAAAAAAAAAAAA", "%00", "a+b/c=" })
        {
            var problem = (await platform.Admin.Get($"{path}cursor={cursor}")).ExpectProblem(400, "invalid_request", "cursor");
            Assert.Equal("invalid_cursor", (string?)problem.Json["errors"]?[0]?["code"]);
        }
    }

    [Fact]
    public async Task Cursor_OfAnotherListTenantOrFilter_Answers400()
    {
        var tenant = await Filled(platform);
        var other = await Filled(platform);
        string[] lists =
        [
            tenant["/messages?"], tenant["/messages?usageType=SignIn&"], tenant["/messages?status=sent&"], tenant["/messages?to=to-1%40example.com&"], tenant["/mailbox?"],
            tenant["/keys?"], tenant["/audit?"], tenant["/connector/revisions?"], tenant["/connector/receipts?"],
            other["/messages?"], other["/keys?"], other["/audit?"], "/api/tenants?", "/api/admin-keys?", "/api/audit?",
        ];
        var next = (string?)(await platform.Admin.Get(tenant["/messages?limit=1"])).Expect(200).Json["next"];

        foreach (var list in lists.Skip(1))
        {
            (await platform.Admin.Get($"{list}limit=1&cursor={next}")).ExpectProblem(400, "invalid_request", "cursor");
        }

        (await platform.Admin.Get($"{lists[0]}limit=1&cursor={next}")).Expect(200);
    }

    [Theory]
    [InlineData("status=nothing", "status")]
    [InlineData("status=5", "status")]
    [InlineData("usageType=nothing", "usageType")]
    [InlineData("to=nobody", "to")]
    [InlineData("to=a%40example.com%0d%0ab", "to")]
    public async Task Filter_ThatIsWrong_Answers400(string filter, string path)
    {
        var tenant = await platform.NewTenant();

        (await platform.Admin.Get(tenant[$"/messages?{filter}"])).ExpectProblem(400, "invalid_request", path);
    }

    [Fact]
    public async Task Filter_ThatIsNoTime_Answers400()
    {
        var tenant = await platform.NewTenant();

        (await platform.Admin.Get(tenant["/messages?from=yesterday"])).ExpectProblem(400, "invalid_request", "from");
        (await platform.Admin.Get(tenant["/messages?until=tomorrow"])).ExpectProblem(400, "invalid_request", "until");
    }

    [Fact]
    public async Task Filters_OfSeveralProblems_AreToldAtOnce()
    {
        var tenant = await platform.NewTenant();

        (await platform.Admin.Get(tenant["/messages?status=x&usageType=y&to=z"])).ExpectProblem(400, "invalid_request", "status", "usageType", "to");
    }

    /// <summary>A tenant with a few keys, revisions, receipts, messages and mails, and a few tenants and admin keys besides.</summary>
    private static async Task<HostedTenant> Filled(HostedPlatform platform)
    {
        var tenant = await platform.NewTenant();
        for (var i = 0; i < Rows; i++)
        {
            await platform.NewTenant();
            await tenant.NewKey("keys");
            var name = string.Create(CultureInfo.InvariantCulture, $"admin {i}");
            (await platform.Admin.Post("/api/admin-keys", new JsonObject { ["name"] = name })).Expect(201);
            var revision = await tenant.AddMailbox(string.Create(CultureInfo.InvariantCulture, $"Subject {i} {{{{code}}}}"));
            var test = (await platform.Admin.Post(tenant[$"/connector/revisions/{revision}/test"], new JsonObject { ["to"] = "test@example.com" })).Expect(200);
            Assert.True((bool?)test.Json["ok"], test.Text);
        }

        (await platform.Admin.Post(tenant["/connector/revisions/1/activate"])).Expect(200);
        for (var i = 0; i < Rows; i++)
        {
            var sent = await tenant.SendAndWait(HostedTenant.Message(string.Create(CultureInfo.InvariantCulture, $"to-{i}@example.com")));
            Assert.Equal("sent", (string?)sent.Json["status"]);
        }

        return tenant;
    }
}
