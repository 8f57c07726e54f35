using EmailPlatform.EndToEnd.Running;

namespace EmailPlatform.EndToEnd;

/// <summary>The Development environment lets tenants name loopback, and still not the server itself or anything private.</summary>
public sealed class DevelopmentGuardTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    [Theory]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://10.0.0.5/token")]
    [InlineData("own")]
    public async Task TokenUrl_WhereLoopbackIsAllowed_LeadsNeitherInsideNorToOurselves(string url)
    {
        await using var server = new Correspondent { Capabilities = ["AUTH XOAUTH2"] };
        var tenant = await fixture.NewTenant();
        var config = SmtpConfig.For(server.Port)
            .WithTokens(url == "own" ? new Uri(fixture.Platform.Address, "/token").ToString() : url)
            .With("ignoreTLS", true);

        var revision = await tenant.Save(config);
        var report = await tenant.Test(revision, "tester@example.org", true, "SignIn");

        var last = report["results"]![0]!["stages"]!.AsArray()[^1]!;
        Assert.Equal(("auth", false), ((string?)last["stage"], (bool)last["ok"]!));
        Assert.Equal("target_not_allowed", (string?)report["results"]![0]!["code"]);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OwnListener_WhereLoopbackIsAllowed_IsRefused()
    {
        var tenant = await fixture.NewTenant();
        foreach (var host in new[] { "127.0.0.1", "localhost", "127.0.0.2", "::ffff:127.0.0.1" })
        {
            await Refusal.Expect(tenant, SmtpConfig.For(fixture.Platform.Address.Port, host));
        }
    }
}
