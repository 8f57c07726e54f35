using System.Security.Cryptography.X509Certificates;
using EmailPlatform.Connectors.Smtp;
using EmailPlatform.Connectors.Smtp.Security;
using EmailPlatform.TestKit.Peers;
using EmailPlatform.TestKit.Smtp;

namespace EmailPlatform.Connectors.Network;

/// <summary>A server's certificate must not make the platform call addresses that no guard has judged.</summary>
public sealed class PeerTrustTests : SmtpTests, IDisposable
{
    private readonly TestAuthority _unknown = new();
    private readonly TestAuthority _known = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StartTls_CertificateNamesUrls_FetchesNone(bool ownRoots)
    {
        await using var lure = new LoopbackHttp(_ => LoopbackHttp.Response(404, ""));
        using var certificate = Issue(lure);
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Greet("STARTTLS");
            await session.Expect("STARTTLS");
            await session.Send("220 go ahead\r\n");
            await session.StartTls(certificate);
            await session.WaitForClose();
        });

        var outcome = await SendOnce(To(
            server.Port, tls: new TlsSettings(TlsMode.StartTlsRequired, TrustedRoots: ownRoots ? _known.Roots : null)));

        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Connector, "certificate_untrusted");
        Assert.Empty(lure.Requests);
    }

    [Fact]
    public async Task Https_CertificateNamesUrls_FetchesNone()
    {
        await using var lure = new LoopbackHttp(_ => LoopbackHttp.Response(404, ""));
        using var certificate = Issue(lure);
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.StartTls(certificate);
            await session.WaitForClose();
        });
        var options = new NetworkOptions { AllowLoopback = true };
        using var http = new GuardedHttp(new GuardedNetwork(new AddressGuard(options), new SystemResolver(), TimeProvider.System), options);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://localhost:{server.Port}/");

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => http.Client.SendAsync(request, Token));

        Assert.Equal(HttpRequestError.SecureConnectionError, exception.HttpRequestError);
        Assert.Empty(lure.Requests);
    }

    public void Dispose()
    {
        _unknown.Dispose();
        _known.Dispose();
    }

    private X509Certificate2 Issue(LoopbackHttp lure) => _unknown.Issue(extensions:
    [
        new X509AuthorityInformationAccessExtension([$"{lure.Url}/ocsp"], [$"{lure.Url}/issuer"]),
        CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([$"{lure.Url}/crl"]),
    ]);
}
