using System.Net;
using EmailPlatform.EndToEnd.Running;

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
            await Refusal.Expect(tenant, SmtpConfig.For(correspondent.Port, host));
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

        await Refusal.Expect(tenant, SmtpConfig.For(587, host));
    }

    [Fact]
    public async Task PortThatIsNotForMail_InProduction_IsRefused()
    {
        var tenant = await fixture.NewTenant();

        await Refusal.Expect(tenant, SmtpConfig.For(6379, "8.8.8.8"));
    }

    [Fact]
    public async Task TokenUrl_OnLoopback_IsRefusedAndNobodyConnects()
    {
        await using var issuer = new TokenEndpoint(_ => (200, "{}"));
        var tenant = await fixture.NewTenant();
        var config = SmtpConfig.For(587, "mail.example.com").WithTokens(issuer.Address + "token");

        // In clear it is refused when it is saved; nobody is asked for anything.
        (await tenant.TrySave(config)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "invalid_config");

        Assert.Empty(issuer.Requests);
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
}
