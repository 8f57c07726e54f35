using System.Net;
using System.Net.Http.Headers;

namespace EmailPlatform.Connectors.OAuth;

/// <summary>Whose fault an issuer's answer is, and that it never carries our secrets on.</summary>
public sealed class IssuerAnswerTests
{
    [Theory]
    [InlineData(400, """{"error":"invalid_grant","error_description":"Token has been expired or revoked."}""", FaultScope.Connector, "oauth_invalid_grant")]
    [InlineData(401, """{"error":"invalid_client"}""", FaultScope.Connector, "oauth_invalid_client")]
    [InlineData(403, """{"error":"access_denied"}""", FaultScope.Connector, "oauth_access_denied")]
    [InlineData(400, """{"error":"unauthorized_client"}""", FaultScope.Connector, "oauth_unauthorized_client")]
    [InlineData(400, """{"error":"invalid_scope"}""", FaultScope.Connector, "oauth_invalid_scope")]
    [InlineData(400, """{"error":"unsupported_grant_type"}""", FaultScope.Connector, "oauth_unsupported_grant_type")]
    [InlineData(400, """{"error":"invalid_request"}""", FaultScope.Connector, "oauth_invalid_request")]
    [InlineData(400, """{"error":"no such code"}""", FaultScope.Connector, "oauth_refused")]
    [InlineData(400, """{"error":{"code":400}}""", FaultScope.Connector, "oauth_refused")]
    [InlineData(404, "<html>", FaultScope.Connector, "oauth_refused")]
    [InlineData(200, "<html>", FaultScope.Connector, "oauth_refused")]
    [InlineData(200, "{}", FaultScope.Connector, "oauth_refused")]
    [InlineData(200, "[]", FaultScope.Connector, "oauth_refused")]
    [InlineData(200, """{"access_token":""}""", FaultScope.Connector, "oauth_refused")]
    [InlineData(200, """{"access_token":"\ud800"}""", FaultScope.Connector, "oauth_refused")]
    [InlineData(200, """{"\ud800 and more than the name sought":1}""", FaultScope.Connector, "oauth_refused")]
    [InlineData(400, """{"error":"\udc00x","error_description":"\ud800"}""", FaultScope.Connector, "oauth_refused")]
    [InlineData(200, """{"access_token":"a","token_type":"mac"}""", FaultScope.Connector, "oauth_refused")]
    [InlineData(302, "", FaultScope.Connector, "oauth_redirected")]
    [InlineData(429, "{}", FaultScope.Connector, "oauth_rate_limited")]
    [InlineData(400, """{"error":"slow_down"}""", FaultScope.Connector, "oauth_rate_limited")]
    [InlineData(400, """{"error":"temporarily_unavailable"}""", FaultScope.Platform, "oauth_issuer_unavailable")]
    [InlineData(500, "", FaultScope.Platform, "oauth_issuer_unavailable")]
    [InlineData(503, """{"error":"invalid_grant"}""", FaultScope.Platform, "oauth_issuer_unavailable")]
    public async Task Get_Answer_BecomesADeferralWithItsOwner(int status, string body, FaultScope scope, string code)
    {
        using var it = new OAuthFixture(new FakeIssuer(_ => FakeIssuer.Json(status, body)));

        var failure = await it.Client.CreateSource(OAuthFixture.Refresh).Failure();

        Assert.Equal((scope, code), (failure.Scope, failure.Code));
        Assert.Equal(scope == FaultScope.Connector, failure.Hint is not null);
    }

    [Theory]
    [InlineData("3600", 3600.0), InlineData("\"3599\"", 3599.0), InlineData("1e300", 31536000.0), InlineData("3599.5", 3599.5)]
    [InlineData("\"\\ud800\"", null), InlineData("0", null), InlineData("-5", null), InlineData("\"soon\"", null), InlineData("null", null), InlineData("{}", null)]
    public async Task Get_Lifetime_IsReadAsIssuersWriteIt(string expiresIn, double? seconds)
    {
        using var it = new OAuthFixture(new FakeIssuer(_ => FakeIssuer.Json(200, $$"""{"access_token":"a","expires_in":{{expiresIn}}}""")));

        var result = Assert.IsType<TokenObtained>(await it.Client.CreateSource(OAuthFixture.Refresh).Result());

        Assert.Equal(seconds, (result.ExpiresAt - it.Time.GetUtcNow())?.TotalSeconds);
    }

    [Fact]
    public async Task Get_IssuerEchoesSecrets_ShowsNone()
    {
        using var it = new OAuthFixture(new FakeIssuer(form => FakeIssuer.Json(
            400,
            $$"""{"error":"invalid_grant","error_description":"bad {{form["client_secret"]}} or {{form["refresh_token"]}} or {{Uri.EscapeDataString(form["refresh_token"])}}\r\n\u0007 bell"}""")));
        var settings = OAuthFixture.Refresh with { RefreshToken = new Secret("1//rt=marked") };

        var failure = await it.Client.CreateSource(settings).Failure();

        Assert.Equal("The token issuer answered 400 invalid_grant: bad *** or *** or ***    bell", failure.Detail);
    }

    [Fact]
    public async Task Get_AnswerNotUtf8_CountsAsAbsent()
    {
        using var it = new OAuthFixture(new FakeIssuer(_ => new HttpResponseMessage(HttpStatusCode.BadRequest)
        {
            Content = new ByteArrayContent([.. "{\"error\":\"invalid_grant\",\"error_description\":\""u8, 0xC3, 0x28, .. "\"}"u8]),
        }));

        Assert.Equal("The token issuer answered 400 invalid_grant.", (await it.Client.CreateSource(OAuthFixture.Refresh).Failure()).Detail);
    }

    [Fact]
    public async Task Get_RotatedSecretEchoed_IsHiddenToo()
    {
        var answers = new Queue<HttpResponseMessage>([
            FakeIssuer.Token("at-1", refreshToken: "rotated-marked"),
            FakeIssuer.Json(400, """{"error":"invalid_grant","error_description":"rotated-marked is no good"}"""),
        ]);
        using var it = new OAuthFixture(new FakeIssuer(_ => answers.Dequeue()));
        var source = it.Client.CreateSource(OAuthFixture.Refresh);
        await source.Token();

        Assert.DoesNotContain("marked", (await source.Failure(rejected: "at-1")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_EndlessWords_AreCut()
    {
        using var it = new OAuthFixture(new FakeIssuer(_ => FakeIssuer.Json(
            400, $$"""{"error":"invalid_grant","error_description":"{{new string('x', 5000)}}"}""")));

        Assert.InRange((await it.Client.CreateSource(OAuthFixture.Refresh).Failure()).Detail.Length, 300, 400);
    }

    [Theory]
    [InlineData(7, 7.0), InlineData(86_400, 3600.0)]
    public async Task Get_RetryAfter_IsKeptWithinAnHour(int asked, double seconds)
    {
        using var it = new OAuthFixture(new FakeIssuer(_ =>
        {
            var response = FakeIssuer.Json(503, "{}");
            response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(asked));

            return response;
        }));

        Assert.Equal(seconds, (await it.Client.CreateSource(OAuthFixture.Refresh).Failure()).ToOutcome().RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task Get_AnswerTooLong_IsRefused()
    {
        using var it = new OAuthFixture(new FakeIssuer(_ => FakeIssuer.Token(new string('x', 70_000))));

        Assert.Equal("oauth_refused", (await it.Client.CreateSource(OAuthFixture.Refresh).Failure()).Code);
    }

    [Fact]
    public async Task Get_SilentIssuer_TimesOut()
    {
        using var it = new OAuthFixture(new FakeIssuer(_ => new TaskCompletionSource<HttpResponseMessage>().Task));

        var waiting = it.Client.CreateSource(OAuthFixture.Refresh).Failure();
        await it.Time.WhenTimersAsync(1);
        it.Time.Advance(TimeSpan.FromSeconds(20));
        var failure = await waiting;

        Assert.Equal((FaultScope.Platform, "oauth_timeout"), (failure.Scope, failure.Code));
    }

    [Fact]
    public async Task Get_PlainHttpUrl_SendsNothing()
    {
        var issuer = FakeIssuer.Counting();
        using var it = new OAuthFixture(issuer);

        var failure = await it.Client.CreateSource(OAuthFixture.Refresh with { AccessUrl = "http://issuer.example.com/token" }).Failure();

        Assert.Equal((FaultScope.Connector, "target_not_allowed"), (failure.Scope, failure.Code));
        Assert.Empty(issuer.Forms);
    }
}
