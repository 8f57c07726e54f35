using EmailPlatform.Connectors.Network;
using EmailPlatform.TestKit.Time;

namespace EmailPlatform.Connectors.OAuth;

/// <summary>An OAuth client before a fake issuer, with a clock that stands still.</summary>
internal sealed class OAuthFixture : IDisposable
{
    public const string Url = "https://issuer.example.com/token";

    private readonly HttpMessageInvoker _http;

    public OAuthFixture(FakeIssuer issuer)
    {
        _http = new HttpMessageInvoker(issuer);
        Client = new OAuthClient(_http, new NetworkOptions(), Time);
    }

    public static RefreshTokenSettings Refresh { get; } = new("client", new Secret("client-secret"), new Secret("rt-0"), Url);

    public ManualTime Time { get; } = new();

    public OAuthClient Client { get; }

    public void Dispose() => _http.Dispose();
}

internal static class TokenSourceExtensions
{
    /// <summary>The token itself; a failure fails the test.</summary>
    public static async Task<string> Token(this TokenSource source, string? rejected = null) =>
        Assert.IsType<TokenObtained>(await source.Result(rejected)).AccessToken.Reveal();

    public static async Task<TokenFailure> Failure(this TokenSource source, string? rejected = null) =>
        Assert.IsType<TokenFailure>(await source.Result(rejected));

    public static async Task<TokenResult> Result(this TokenSource source, string? rejected = null) =>
        await source.GetAsync(rejected is null ? null : new Secret(rejected), TestContext.Current.CancellationToken);
}
