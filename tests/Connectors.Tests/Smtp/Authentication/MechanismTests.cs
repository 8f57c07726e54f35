using System.Text;

namespace EmailPlatform.Connectors.Smtp.Authentication;

/// <summary>The examples that the documents of the mechanisms give.</summary>
public sealed class MechanismTests
{
    private const string ScramNonce = "rOprNGfwEbeRWgbNEkqO";
    private const string ScramFirst = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

    [Fact]
    public void ScramSha256_ExampleOfRfc7677_IsReproduced()
    {
        var mechanism = new ScramSha256Mechanism("user", new ScramKeys(new Secret("pencil")), ScramNonce);

        Assert.Equal("n,,n=user,r=rOprNGfwEbeRWgbNEkqO", Text(mechanism.Begin()));
        Assert.Equal(
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
            Text(mechanism.Respond(Bytes(ScramFirst))));
        Assert.False(mechanism.IsServerProven);
        Assert.Equal("", Text(mechanism.Respond(Bytes("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="))));
        Assert.True(mechanism.IsServerProven);
    }

    [Theory]
    [InlineData("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G5=")]
    [InlineData("e=invalid-proof")]
    [InlineData("v=")]
    [InlineData("")]
    public void ScramSha256_ServerProvesNothing_IsNotBelieved(string final)
    {
        var mechanism = new ScramSha256Mechanism("user", new ScramKeys(new Secret("pencil")), ScramNonce);
        mechanism.Begin();
        mechanism.Respond(Bytes(ScramFirst));

        Assert.Null(mechanism.Respond(Bytes(final)));
        Assert.False(mechanism.IsServerProven);
    }

    [Theory]
    [InlineData("r=another,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=0")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=2000000000")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=100001")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=*,i=4096")]
    [InlineData("nonsense")]
    public void ScramSha256_BadFirstMessage_GivesUp(string first)
    {
        var mechanism = new ScramSha256Mechanism("user", new ScramKeys(new Secret("pencil")), ScramNonce);
        mechanism.Begin();

        Assert.Null(mechanism.Respond(Bytes(first)));
    }

    [Fact]
    public void ScramKeys_SameSaltAndCount_AreHashedOnce()
    {
        var keys = new ScramKeys(new Secret("pencil"));
        var first = keys.Salt("W22ZaJ0SNY7soEsUEjb6gQ==", 4096);

        Assert.Same(first, keys.Salt("W22ZaJ0SNY7soEsUEjb6gQ==", 4096));
        Assert.NotEqual(first, keys.Salt("W22ZaJ0SNY7soEsUEjb6gQ==", 4097));
        Assert.NotEqual(first, keys.Salt("AAAAAAAAAAAAAAAAAAAAAA==", 4096));
    }

    [Fact]
    public void CramMd5_ExampleOfRfc2195_IsReproduced()
    {
        var mechanism = new CramMd5Mechanism("tim", new Secret("tanstaaftanstaaf"));

        Assert.Null(mechanism.Begin());
        Assert.Equal(
            "tim b913a602c7eda7a495b4e6e7334d3890",
            Text(mechanism.Respond(Bytes("<1896.697170952@postoffice.reston.mci.net>"))));
        Assert.Null(mechanism.Respond(Bytes("again")));
    }

    [Fact]
    public void Plain_ExampleOfRfc4616_IsReproduced() =>
        Assert.Equal("\0tim\0tanstaaftanstaaf", Text(new PlainMechanism("tim", new Secret("tanstaaftanstaaf")).Begin()));

    [Fact]
    public void OAuthBearer_ExampleOfRfc7628_IsReproduced() =>
        Assert.Equal(
            "n,a=user@example.com,\u0001host=server.example.com\u0001port=587\u0001auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\u0001\u0001",
            Text(new OAuthBearerMechanism("user@example.com", new Secret("vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="), "server.example.com", 587).Begin()));

    [Fact]
    public void XOAuth2_ExampleOfGoogle_IsReproduced() =>
        Assert.Equal(
            "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==",
            Convert.ToBase64String(new XOAuth2Mechanism("someuser@example.com", new Secret("ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg")).Begin()));

    [Theory]
    [InlineData(true, "CRAM-MD5 SCRAM-SHA-256 LOGIN PLAIN", "PLAIN")]
    [InlineData(false, "CRAM-MD5 SCRAM-SHA-256 LOGIN PLAIN", "SCRAM-SHA-256")]
    [InlineData(true, "CRAM-MD5 LOGIN", "LOGIN")]
    [InlineData(false, "CRAM-MD5 LOGIN", "CRAM-MD5")]
    [InlineData(true, "XOAUTH2 GSSAPI", null)]
    public void Choose_PasswordWithoutPreference_TakesTheBestOffered(bool proven, string offered, string? expected) =>
        Assert.Equal(expected, MechanismChoice.Choose(new PasswordCredentials("u", new Secret("p")), offered.Split(' '), proven));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string? Text(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);
}
