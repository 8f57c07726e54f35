using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using EmailPlatform.Connectors.Network;
using EmailPlatform.TestKit.Peers;
using EmailPlatform.TestKit.Time;

namespace EmailPlatform.Connectors.OAuth;

/// <summary>Every grant before an issuer that we did not write, over real sockets.</summary>
public sealed class OAuthPeerTests : IDisposable
{
    private readonly NetworkOptions _options = new() { AllowLoopback = true };
    private readonly GuardedHttp _http;

    public OAuthPeerTests() =>
        _http = new GuardedHttp(new GuardedNetwork(new AddressGuard(_options), new SystemResolver(), TimeProvider.System), _options);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task RefreshToken_IssuerRotates_GoesOnOverNodesAndRenewals()
    {
        await using var issuer = await OAuthPeer.Start("user@example.com", cancellationToken: Cancellation);
        var vault = new MemoryTokenVault(TimeProvider.System);
        var settings = new RefreshTokenSettings("client", new Secret("secret"), new Secret("first"), issuer.TokenUrl);
        var here = Client().CreateSource(settings, vault);
        var there = Client().CreateSource(settings, vault);

        var first = await here.Token();
        var second = await there.Token(rejected: first);
        Assert.Equal(second, await here.Token(rejected: first));
        var third = await here.Token(rejected: second);

        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
        Assert.Equal("user@example.com", Claim(third, "email"));
        Assert.Equal(3, (await vault.ReadAsync(Cancellation))?.Version);
    }

    [Fact]
    public async Task RefreshToken_UsedUp_IsInvalidGrantWithoutTheToken()
    {
        await using var issuer = await OAuthPeer.Start("user@example.com", cancellationToken: Cancellation);
        var settings = new RefreshTokenSettings("client", new Secret("secret"), new Secret("revoked"), issuer.TokenUrl);

        var failure = await Client().CreateSource(settings).Failure();

        Assert.Equal((FaultScope.Connector, "oauth_invalid_grant"), (failure.Scope, failure.Code));
        Assert.EndsWith("refresh token *** is used up", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientCredentials_Scope_IsInTheTokenUntilItsEnd()
    {
        await using var issuer = await OAuthPeer.Start("app", cancellationToken: Cancellation);
        var time = new ManualTime();
        var source = Client(time).CreateSource(new ClientCredentialsSettings("client", new Secret("secret"), issuer.TokenUrl, "smtp.send"));

        var first = await source.Token();
        Assert.Equal("smtp.send", Claim(first, "scope"));
        Assert.Equal(first, await source.Token());
        time.Advance(TimeSpan.FromHours(1));

        Assert.NotNull(await source.Token());
    }

    [Fact]
    public async Task ClientCredentials_UnknownClient_IsInvalidClientWithoutTheSecret()
    {
        await using var issuer = await OAuthPeer.Start("app", cancellationToken: Cancellation);

        var failure = await Client().CreateSource(new ClientCredentialsSettings("broken", new Secret("marked"), issuer.TokenUrl)).Failure();

        Assert.Equal((FaultScope.Connector, "oauth_invalid_client"), (failure.Scope, failure.Code));
        Assert.DoesNotContain("marked", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServiceAccount_Assertion_IsVerifiedByAForeignLibrary()
    {
        using var key = RSA.Create(2048);
        using var otherKey = RSA.Create(2048);
        await using var issuer = await OAuthPeer.Start("nobody", key.ExportSubjectPublicKeyInfoPem(), Cancellation);
        var settings = new ServiceAccountSettings(
            "robot@project.example", "user@example.com", new Secret(key.ExportPkcs8PrivateKeyPem()), AccessUrl: issuer.AssertionUrl);

        var token = await Client().CreateSource(settings).Token();
        var failure = await Client()
            .CreateSource(settings with { PrivateKey = new Secret(otherKey.ExportPkcs8PrivateKeyPem()) })
            .Failure();

        Assert.Equal(
            ("user@example.com", "robot@project.example", ServiceAccountSettings.GmailScope),
            (Claim(token, "sub"), Claim(token, "act"), Claim(token, "scope")));
        Assert.Equal("oauth_invalid_grant", failure.Code);
    }

    private OAuthClient Client(TimeProvider? time = null) => new(_http.Client, _options, time ?? TimeProvider.System);

    private static string? Claim(string token, string name)
    {
        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));

        return payload.RootElement.GetProperty(name).GetString();
    }
}
