using System.Net;
using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd;

/// <summary>Fifty applications at once, and the addresses that operators and newcomers open.</summary>
public sealed class ManyClientsTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    private const int Clients = 50;
    private const int Messages = 4;

    [Fact]
    public async Task FiftyClients_EachWithItsTenant_SeeOnlyTheirOwnMail()
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(number => Task.Run(() => Live(number))));

        Assert.All(clients, to => Assert.Equal(Messages, to.Count));
        Assert.Equal(Clients * Messages, clients.SelectMany(to => to).Distinct(StringComparer.Ordinal).Count());
        (await fixture.Platform.Admin.Get("/health/ready")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Health_WithoutAKey_AnswersAndTellsLittle()
    {
        using var http = new HttpClient { BaseAddress = fixture.Platform.Address };
        using var anyone = new ApiClient(http);

        (await anyone.Get("/health/live")).Expect(HttpStatusCode.OK);
        (await anyone.Get("/health/ready")).Expect(HttpStatusCode.OK);
        var version = (await anyone.Get("/version")).Expect(HttpStatusCode.OK).Json.AsObject();
        Assert.Equal(["version"], version.Select(member => member.Key));
        var known = (await fixture.Platform.Admin.Get("/version")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("direct", "sqlite"), ((string?)known["runtime"], (string?)known["store"]));
        (await anyone.Get("/api/tenants")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Ready_WithATenantWhoseProviderIsDown_StaysReady()
    {
        var tenant = await fixture.NewTenant();
        await tenant.Use(SmtpConfig.For(LoopbackPort.Next()));
        await tenant.Await(await tenant.Send("ada@example.org"), "retrying");

        (await fixture.Platform.Admin.Get("/health/ready")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Docs_InABrowser_ShowTheOperations()
    {
        var chromium = Peer.RequireProgram("chromium", "chromium");
        using var profile = new TemporaryFolder();
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", $"--user-data-dir={profile.Path}",
            "--virtual-time-budget=15000", "--dump-dom", new Uri(fixture.Platform.Address, "/docs").ToString(),
        ];

        var page = (await PeerCommand.Run(chromium, arguments, cancellationToken: TestContext.Current.CancellationToken)).MustSucceed();

        // The page lets long paths break by characters of no width.
        Assert.Contains("/api/tenants/{tenant}/messages", page.Output.Replace("\u200B", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>What an application does in its first minute; returns the addresses that its mailbox shows.</summary>
    private async Task<List<string>> Live(int number)
    {
        var tenant = await fixture.NewTenant();
        var scopes = new JsonArray("messages:send", "messages:read", "connector:read", "connector:write");
        var made = (await tenant.Post("/keys", new JsonObject { ["name"] = "app", ["scopes"] = scopes })).Expect(HttpStatusCode.Created).Json;
        using var client = fixture.Platform.Client((string)made["key"]!);
        var own = tenant.Over(client);
        var revision = await own.Save(new JsonObject { ["templates"] = SmtpConfig.Templates() }, "mailbox");
        Assert.True((bool)(await own.Test(revision, $"test{number}@example.com"))["ok"]!);
        (await own.TryActivate(revision)).Expect(HttpStatusCode.OK);

        var ids = await Task.WhenAll(Enumerable.Range(0, Messages).Select(mail => own.Send($"user{number}-{mail}@example.com")));
        foreach (var id in ids)
        {
            await own.Await(id, "sent");
        }

        var items = (await own.Get("/mailbox")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
        return [.. items.Select(mail => (string)mail!["to"]!).Where(to => to.StartsWith("user", StringComparison.Ordinal))];
    }
}
