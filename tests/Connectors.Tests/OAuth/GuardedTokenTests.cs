using EmailPlatform.Connectors.Network;

namespace EmailPlatform.Connectors.OAuth;

/// <summary>Token URLs through the real guarded client.</summary>
public sealed class GuardedTokenTests
{
    [Theory]
    [InlineData("https://169.254.169.254/token", "target_not_allowed", FaultScope.Connector)]
    [InlineData("https://127.0.0.1/token", "target_not_allowed", FaultScope.Connector)]
    [InlineData("https://intranet.example.com/token", "target_not_allowed", FaultScope.Connector)]
    [InlineData("https://issuer.example.com:8443/token", "target_not_allowed", FaultScope.Connector)]
    [InlineData("https://nowhere.example.com/token", "oauth_host_not_found", FaultScope.Connector)]
    public async Task Get_AccessUrlThatCannotBeReached_SaysSo(string url, string code, FaultScope scope)
    {
        var resolver = new FakeResolver().With("intranet.example.com", "10.0.0.1").With("issuer.example.com", "8.8.8.8");

        var failure = await Ask(url, new NetworkOptions(), resolver);

        Assert.Equal((code, scope), (failure.Code, failure.Scope));
        Assert.DoesNotContain("10.0.0.1", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_IssuerRedirects_SendsNoSecretThere()
    {
        await using var other = new LoopbackHttp(_ => LoopbackHttp.Response(200, """{"access_token":"stolen"}"""));
        await using var server = new LoopbackHttp(_ => LoopbackHttp.Response(307, "", $"Location: {other.Url}\r\n"));

        var failure = await Ask(server.Url, new NetworkOptions { AllowLoopback = true }, new SystemResolver());

        Assert.Equal("oauth_redirected", failure.Code);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Get_AnswerCutOff_IsThePlatformsFault()
    {
        await using var server = new LoopbackHttp(_ => "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"access_token\":");

        var failure = await Ask(server.Url, new NetworkOptions { AllowLoopback = true }, new SystemResolver());

        Assert.Equal(("oauth_unreachable", FaultScope.Platform), (failure.Code, failure.Scope));
    }

    [Fact]
    public async Task Get_PlainServerBehindHttps_IsToldAsTls()
    {
        await using var server = new LoopbackHttp(_ => LoopbackHttp.Response(200, "{}"));
        var url = server.Url.Replace("http:", "https:", StringComparison.Ordinal);

        var failure = await Ask(url, new NetworkOptions { AllowLoopback = true }, new SystemResolver());

        Assert.Equal(("oauth_tls_failed", FaultScope.Connector), (failure.Code, failure.Scope));
    }

    private static async Task<TokenFailure> Ask(string url, NetworkOptions options, IHostResolver resolver)
    {
        using var http = new GuardedHttp(new GuardedNetwork(new AddressGuard(options), resolver, TimeProvider.System), options);
        var client = new OAuthClient(http.Client, options, TimeProvider.System);

        return await client.CreateSource(OAuthFixture.Refresh with { AccessUrl = url }).Failure();
    }
}
