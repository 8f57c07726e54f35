using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EmailPlatform.Connectors.Keys;

namespace EmailPlatform.Connectors.OAuth;

/// <summary>What each grant posts.</summary>
public sealed class GrantTests
{
    [Fact]
    public async Task Refresh_Form_IsThatOfRfc6749WithoutScope()
    {
        var issuer = FakeIssuer.Counting();
        using var it = new OAuthFixture(issuer);

        await it.Client.CreateSource(OAuthFixture.Refresh).Token();

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token",
                ["client_id"] = "client",
                ["client_secret"] = "client-secret",
                ["refresh_token"] = "rt-0",
            },
            Assert.Single(issuer.Forms));
        Assert.Equal(OAuthFixture.Url, Assert.Single(issuer.Urls)?.ToString());
    }

    [Fact]
    public async Task Refresh_NoUrlAndNoClientSecret_GoesToGoogleWithoutOne()
    {
        var issuer = FakeIssuer.Counting();
        using var it = new OAuthFixture(issuer);

        await it.Client.CreateSource(new RefreshTokenSettings("client", null, new Secret("rt-0"))).Token();

        Assert.False(Assert.Single(issuer.Forms).ContainsKey("client_secret"));
        Assert.Equal("https://accounts.google.com/o/oauth2/token", Assert.Single(issuer.Urls)?.ToString());
    }

    [Theory]
    [InlineData(null), InlineData("https://outlook.office365.com/.default")]
    public async Task ClientCredentials_Form_CarriesTheScopeWhenThereIsOne(string? scope)
    {
        var issuer = FakeIssuer.Counting();
        using var it = new OAuthFixture(issuer);

        await it.Client.CreateSource(new ClientCredentialsSettings("client", new Secret("s&c=ret+"), OAuthFixture.Url, scope)).Token();

        var form = Assert.Single(issuer.Forms);
        Assert.Equal(("client_credentials", "client", "s&c=ret+"), (form["grant_type"], form["client_id"], form["client_secret"]));
        Assert.Equal(scope, form.GetValueOrDefault("scope"));
    }

    [Theory]
    [InlineData(KeyForm.Pkcs8), InlineData(KeyForm.Pkcs1), InlineData(KeyForm.Encrypted), InlineData(KeyForm.EscapedLineBreaks)]
    public async Task ServiceAccount_Assertion_IsSignedAndSaysWhatGoogleWants(KeyForm keyForm)
    {
        using var key = RSA.Create(2048);
        var issuer = FakeIssuer.Counting();
        using var it = new OAuthFixture(issuer);
        var settings = new ServiceAccountSettings(
            "robot@project.iam.gserviceaccount.com",
            "user@example.com",
            new Secret(Export(key, keyForm)),
            keyForm == KeyForm.Encrypted ? new Secret("open sesame") : null,
            OAuthFixture.Url);

        await it.Client.CreateSource(settings).Token();

        var form = Assert.Single(issuer.Forms);
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", form["grant_type"]);
        var parts = form["assertion"].Split('.');
        Assert.True(key.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
            Base64Url.DecodeFromChars(parts[2]),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1));
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        Assert.Equal("RS256", header.RootElement.GetProperty("alg").GetString());
        var issued = it.Time.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(
            $$"""{"iss":"robot@project.iam.gserviceaccount.com","scope":"https://mail.google.com/","sub":"user@example.com","aud":"{{OAuthFixture.Url}}","iat":{{issued}},"exp":{{issued + 300}}}""",
            Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])));
    }

    [Fact]
    public async Task ServiceAccount_KeyThatCannotBeRead_IsTheConnectorsFault()
    {
        using var key = RSA.Create(2048);
        var issuer = FakeIssuer.Counting();
        using var it = new OAuthFixture(issuer);
        var encrypted = new Secret(Export(key, KeyForm.Encrypted));
        (Secret Key, Secret? Passphrase)[] unreadable =
        [
            (new Secret("no key"), null),
            (encrypted, null),
            (encrypted, new Secret("wrong")),
            (new Secret(key.ExportRSAPublicKeyPem()), null),
            (new Secret("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"), null),
            (new Secret(key.ExportEncryptedPkcs8PrivateKeyPem("slow", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 600_001))), new Secret("slow")),
        ];

        foreach (var (pem, passphrase) in unreadable)
        {
            var failure = await it.Client.CreateSource(new ServiceAccountSettings("robot", "user", pem, passphrase, OAuthFixture.Url)).Failure();

            Assert.Equal((FaultScope.Connector, "oauth_private_key_invalid"), (failure.Scope, failure.Code));
            Assert.Null(RsaPem.Read(pem.Reveal(), passphrase?.Reveal(), out _));
        }

        Assert.Empty(issuer.Forms);
        using var readable = RsaPem.Read(encrypted.Reveal(), "open sesame", out _);
        Assert.NotNull(readable);
    }

    [Fact]
    public void Settings_Printed_ShowNoSecret()
    {
        OAuthSettings[] all =
        [
            new StaticTokenSettings(new Secret("marked")),
            new RefreshTokenSettings("c", new Secret("marked"), new Secret("marked"), AccessToken: new Secret("marked")),
            new ServiceAccountSettings("s", "u", new Secret("marked"), new Secret("marked")),
            new ClientCredentialsSettings("c", new Secret("marked"), "u"),
        ];

        Assert.All(all, settings => Assert.DoesNotContain("marked", settings.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain("marked", new TokenObtained(new Secret("marked"), null).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("marked", new TokenState(new Secret("marked"), null, new Secret("marked"), 1).ToString(), StringComparison.Ordinal);
    }

    private static string Export(RSA key, KeyForm form) => form switch
    {
        KeyForm.Pkcs1 => key.ExportRSAPrivateKeyPem(),
        KeyForm.Encrypted => key.ExportEncryptedPkcs8PrivateKeyPem("open sesame", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)),
        KeyForm.EscapedLineBreaks => key.ExportPkcs8PrivateKeyPem().Replace("\n", "\\n", StringComparison.Ordinal),
        _ => key.ExportPkcs8PrivateKeyPem(),
    };

    public enum KeyForm
    {
        Pkcs8,
        Pkcs1,
        Encrypted,
        EscapedLineBreaks,
    }
}
