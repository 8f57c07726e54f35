namespace EmailPlatform.Connectors.OAuth;

public sealed class RefreshGrantTests
{
    private static readonly RefreshTokenSettings Settings = OAuthFixture.Refresh;

    public static TheoryData<RefreshTokenSettings> Others =>
    [
        Settings with { RefreshToken = new Secret("rt-other") },
        Settings with { ClientId = "another" },
        Settings with { AccessUrl = "https://elsewhere.example.com/token" },
        Settings with { ClientId = "clien", RefreshToken = new Secret("trt-0") },
    ];

    [Theory]
    [MemberData(nameof(Others))]
    public void Grant_OfAnotherTokenClientOrIssuer_IsAnother(RefreshTokenSettings other) => Assert.NotEqual(Settings.Grant(), other.Grant());

    [Fact]
    public void Grant_WithANewClientSecretOrAccessToken_StaysTheSame() =>
        Assert.Equal(Settings.Grant(), (Settings with { ClientSecret = new Secret("new"), AccessToken = new Secret("given") }).Grant());
}
