using System.Security.Authentication;
using System.Text.Json;
using EmailPlatform.Connectors.Smtp.Security;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.Connectors.Smtp.Configuration;

public sealed class SmtpSecurityTests
{
    [Theory]
    [InlineData("\"port\": 587", "StartTlsIfOffered")]
    [InlineData("\"port\": 587, \"requireTLS\": true", "StartTlsRequired")]
    [InlineData("\"port\": 587, \"requireTLS\": false, \"auth\": { \"user\": \"ada\", \"pass\": \"secret\" }", "StartTlsRequired")]
    [InlineData("\"port\": 587, \"ignoreTLS\": true", "Off")]
    [InlineData("\"port\": 587, \"ignoreTLS\": true, \"auth\": { \"user\": \"ada\", \"pass\": \"secret\" }", "Off", "ignoreTLS credentials_in_clear")]
    [InlineData("\"port\": 465", "Implicit")]
    [InlineData("\"port\": 465, \"secure\": false", "Implicit", "secure tls_implied")]
    [InlineData("\"port\": 465.0, \"secure\": false", "Implicit")]
    [InlineData("\"port\": 465, \"ignoreTLS\": true", "Implicit", "ignoreTLS no_effect")]
    [InlineData("\"port\": 2465, \"secure\": true", "Implicit")]
    [InlineData("\"port\": 587, \"secure\": true", "Implicit", "secure port_mismatch")]
    [InlineData("\"port\": 25, \"secure\": true", "Implicit", "secure port_mismatch")]
    public void Read_PortAndSwitches_ComeToOneMode(string members, string mode, string? warning = null)
    {
        var reading = Read(members);

        Assert.Empty(reading.Errors());
        Assert.Equal(warning is null ? [] : [warning], reading.Warnings());
        Assert.Equal(mode, Settings(reading).Mode.ToString());
    }

    [Theory]
    [InlineData("\"ignoreTLS\": true, \"requireTLS\": true", "requireTLS conflict")]
    [InlineData("\"servername\": \"a.example.com\", \"tls\": { \"servername\": \"b.example.com\" }", "tls.servername conflict")]
    [InlineData("\"tls\": { \"minVersion\": \"TLSv1.3\", \"maxVersion\": \"TLSv1.2\" }", "tls.minVersion conflict")]
    [InlineData("\"tls\": { \"minVersion\": \"TLSv1\" }", "tls.minVersion invalid_value")]
    [InlineData("\"tls\": { \"ca\": \"no certificate\" }", "tls.ca[0] invalid_certificate")]
    [InlineData("\"tls\": { \"cert\": \"x\" }", "tls.key required")]
    [InlineData("\"tls\": { \"key\": \"x\" }", "tls.cert required")]
    [InlineData("\"tls\": { \"key\": \"x\", \"cert\": \"y\" }", "tls.cert invalid_certificate")]
    public void Read_Contradictions_AreRefused(string members, string problem) =>
        Assert.Equal([problem], Read($"\"port\": 587, {members}").Errors());

    [Fact]
    public void Settings_OfTlsMembers_ReachTheTransport()
    {
        var reading = Read($$"""
            "port": 587, "tls": {
              "servername": "mx.example.com", "minVersion": "TLSv1.3", "rejectUnauthorized": false, "ca": [{{SmtpForm.Quote(TestKeys.Certificate)}}],
              "cert": {{SmtpForm.Quote(TestKeys.Certificate)}}, "key": {{SmtpForm.Quote(TestKeys.Pem)}} }
            """);
        Assert.Empty(reading.Errors());
        Assert.Equal(["tls.rejectUnauthorized unverified_tls"], reading.Warnings());
        var settings = Settings(reading);

        Assert.Equal(("mx.example.com", false, SslProtocols.Tls13), (settings.ServerName, settings.Verify, settings.Protocols));
        Assert.Equal("CN=client.example.com", Assert.Single(settings.TrustedRoots!).Subject);
        Assert.True(settings.ClientCertificate?.HasPrivateKey);
    }

    [Fact]
    public void Read_EncryptedKey_IsOpenedWhenItTakesFewRounds()
    {
        Assert.Empty(Read(Own(TestKeys.Certificate, TestKeys.EncryptedPem)).Errors());
        Assert.Equal(["tls.cert invalid_certificate"], Read(Own(TestKeys.Certificate, TestKeys.SlowPem)).Errors());
    }

    [Fact]
    public void Settings_CertificateWithItsIntermediates_KeepsThemAll()
    {
        using var authority = new TestAuthority();
        var reading = Read(Own(TestKeys.Certificate + "\n" + authority.Roots[0].ExportCertificatePem(), TestKeys.EncryptedPem));
        Assert.Empty(reading.Errors());
        var settings = Settings(reading);

        Assert.Equal("CN=client.example.com", settings.ClientCertificate?.Subject);
        Assert.Equal("CN=Test Authority", Assert.Single(settings.ClientIntermediates!).Subject);
    }

    private static string Own(string certificate, string key) => $$"""
        "port": 587, "tls": { "cert": {{SmtpForm.Quote(certificate)}}, "key": {{SmtpForm.Quote(key)}}, "passphrase": {{SmtpForm.Quote(TestKeys.Passphrase)}} }
        """;

    private static ConfigReading Read(string members) =>
        SmtpForm.Read($$"""{ "host": "mail.example.com", "fromEmail": "a@example.com", {{members}} }""", new ConnectorPermissions(UnverifiedTls: true));

    private static TlsSettings Settings(ConfigReading reading) => SmtpSecurity.Settings(reading.Stored.Deserialize(SmtpConfigJson.Default.SmtpConfig)!);
}
