using System.Net;
using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd;

/// <summary>A tenant cannot send the platform to where the operator's own things are.</summary>
public sealed class GuardTests(ProductionFixture fixture) : IClassFixture<ProductionFixture>
{
    [Fact]
    public async Task Loopback_InProduction_IsRefusedAndNobodyConnects()
    {
        await using var correspondent = new Correspondent();
        var tenant = await fixture.NewTenant();
        foreach (var host in new[] { "127.0.0.1", "localhost", "127.1.2.3", "::1", "::ffff:127.0.0.1", "0.0.0.0" })
        {
            await IsRefused(tenant, SmtpConfig.For(correspondent.Port, host));
        }

        Assert.Equal(0, correspondent.Connections);
    }

    [Theory]
    [InlineData("10.0.0.5")]
    [InlineData("172.16.9.9")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("64:ff9b::a00:5")]
    [InlineData("2002:a00:5::")]
    [InlineData("224.0.0.1")]
    public async Task SpecialAddress_InProduction_IsRefused(string host)
    {
        var tenant = await fixture.NewTenant();

        await IsRefused(tenant, SmtpConfig.For(587, host));
    }

    [Fact]
    public async Task PortThatIsNotForMail_InProduction_IsRefused()
    {
        var tenant = await fixture.NewTenant();

        await IsRefused(tenant, SmtpConfig.For(6379, "8.8.8.8"));
    }

    [Fact]
    public async Task TokenUrl_OnLoopback_IsRefusedAndNobodyConnects()
    {
        await using var issuer = new TokenEndpoint(_ => (200, "{}"));
        var tenant = await fixture.NewTenant();
        var config = WithTokens(SmtpConfig.For(587, "mail.example.com"), issuer.Address + "token");

        // In clear it is refused when it is saved; nobody is asked for anything.
        (await tenant.TrySave(config)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "invalid_config");

        Assert.Empty(issuer.Requests);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("https://10.0.0.5/token")]
    [InlineData("own")]
    public async Task TokenUrl_EvenWhereLoopbackIsAllowed_LeadsNeitherInsideNorToOurselves(string url)
    {
        using var folder = new TemporaryFolder();
        await using var development = await RunningPlatform.Start(folder["data"]);
        await using var server = new Correspondent { Capabilities = ["AUTH XOAUTH2"] };
        var tenant = await TenantApi.Create(development.Admin, "acme");
        var config = WithTokens(SmtpConfig.For(server.Port), url == "own" ? new Uri(development.Address, "/token").ToString() : url).With("ignoreTLS", true);

        var revision = await tenant.Save(config);
        var report = await tenant.Test(revision, "tester@example.org", true, "SignIn");

        var last = report["results"]![0]!["stages"]!.AsArray()[^1]!;
        Assert.Equal(("auth", false), ((string?)last["stage"], (bool)last["ok"]!));
        Assert.Equal("target_not_allowed", (string?)report["results"]![0]!["code"]);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OwnListener_EvenWhereLoopbackIsAllowed_IsRefused()
    {
        using var folder = new TemporaryFolder();
        await using var development = await RunningPlatform.Start(folder["data"]);
        var tenant = await TenantApi.Create(development.Admin, "acme");
        foreach (var host in new[] { "127.0.0.1", "localhost", "127.0.0.2", "::ffff:127.0.0.1" })
        {
            await IsRefused(tenant, SmtpConfig.For(development.Address.Port, host));
        }
    }

    [Fact]
    public async Task RealMail_ToARefusedTarget_WaitsAndSaysWhy()
    {
        await using var correspondent = new Correspondent();
        var tenant = await fixture.NewTenant();
        await tenant.Use(SmtpConfig.For(correspondent.Port));

        var message = await tenant.Await(await tenant.Send("ada@example.org"), "retrying");

        Assert.Equal("target_not_allowed", (string?)message["reason"]);
        Assert.Equal(0, correspondent.Connections);
    }

    private static JsonObject WithTokens(JsonObject config, string accessUrl) => config.With("auth", new JsonObject
    {
        ["type"] = "oauth2",
        ["user"] = "joe@example.org",
        ["clientId"] = "the-client",
        ["clientSecret"] = "secret",
        ["refreshToken"] = "token",
        ["accessUrl"] = accessUrl,
    });

    private static async Task IsRefused(TenantApi tenant, JsonObject config)
    {
        var revision = await tenant.Save(config);

        var report = await tenant.Test(revision, "tester@example.org", true, "SignIn");

        var result = Assert.Single(report["results"]!.AsArray())!;
        Assert.Equal("target_not_allowed", (string?)result["code"]);
        Assert.False((bool)result["stages"]!.AsArray()[^1]!["ok"]!);
        Assert.NotNull((string?)result["hint"]);
    }
}
