using System.Text.Json.Nodes;

namespace EmailPlatform.Server.Hosting;

public sealed class TrustedProxiesTests
{
    private const string Caller = "203.0.113.9";

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.0/8")]
    public async Task ForwardedAddress_FromATrustedProxy_IsTheCallers(string proxy)
    {
        await using var platform = await HostedPlatform.StartWith("--EmailPlatform:Network:TrustedProxies:0", proxy);

        Assert.Equal(Caller, await AddressInAudit(platform));
    }

    [Fact]
    public async Task ForwardedAddress_FromAnybodyElse_IsNotBelieved()
    {
        await using var platform = await HostedPlatform.StartWith("--EmailPlatform:Network:TrustedProxies:0", "10.1.2.3");
        await using var open = await HostedPlatform.StartWith();

        Assert.Equal("127.0.0.1", await AddressInAudit(platform));
        Assert.Equal("127.0.0.1", await AddressInAudit(open));
    }

    [Fact]
    public async Task Entry_ThatIsNoAddress_IsToldAtTheStart()
    {
        var fault = await Assert.ThrowsAsync<FormatException>(() => HostedPlatform.StartWith("--EmailPlatform:Network:TrustedProxies:0", "proxy.example"));

        Assert.Contains("proxy.example", fault.Message);
        Assert.Contains("TrustedProxies", fault.Message);
    }

    private static async Task<string?> AddressInAudit(HostedPlatform platform)
    {
        (await platform.Admin.Post("/api/tenants", new JsonObject { ["id"] = "acme" }, ("X-Forwarded-For", Caller))).Expect(201);
        var audit = (await platform.Admin.Get("/api/tenants/acme/audit")).Expect(200);
        return (string?)audit.Json["items"]?[0]?["from"];
    }
}
