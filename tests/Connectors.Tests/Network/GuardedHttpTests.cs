using System.Net;

namespace EmailPlatform.Connectors.Network;

public sealed class GuardedHttpTests
{
    private readonly NetworkOptions _options = new() { AllowLoopback = true };

    [Fact]
    public async Task Send_Redirect_IsTheAnswer()
    {
        await using var inner = new LoopbackHttp(_ => LoopbackHttp.Response(200, "secret"));
        await using var server = new LoopbackHttp(_ => LoopbackHttp.Response(307, "", $"Location: {inner.Url}\r\nSet-Cookie: a=b\r\n"));
        using var http = Http(new SystemResolver());

        using var first = await Get(http, server.Url);
        using var second = await Get(http, server.Url);

        Assert.Equal(HttpStatusCode.TemporaryRedirect, first.StatusCode);
        Assert.Empty(inner.Requests);
        Assert.DoesNotContain(server.Requests, request => request.Contains("Cookie", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("http://10.0.0.1/"), InlineData("https://169.254.169.254/latest/meta-data"), InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://0xa9fea9fe/"), InlineData("https://[fd00:ec2::254]/"), InlineData("https://8.8.8.8:25/"), InlineData("https://8.8.8.8:6379/")]
    public async Task Send_ForbiddenTarget_IsRefusedWithTheReason(string url)
    {
        using var http = Http(new SystemResolver());

        var exception = await Assert.ThrowsAnyAsync<HttpRequestException>(() => Get(http, url));

        Assert.Equal(ConnectFailureKind.NotAllowed, ConnectFailedException.Find(exception)?.Kind);
    }

    [Fact]
    public async Task Send_ProxyOfTheEnvironment_IsNotAsked()
    {
        await using var proxy = new LoopbackHttp(_ => LoopbackHttp.Response(200, "from the proxy"));
        await using var server = new LoopbackHttp(_ => LoopbackHttp.Response(200, "from the server"));
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new OnlyFor("guarded.test", new Uri(proxy.Url));
        try
        {
            using var http = Http(new FakeResolver().With("guarded.test", "127.0.0.1"));

            using var response = await Get(http, $"http://guarded.test:{server.Port}/");

            Assert.Equal("from the server", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Empty(proxy.Requests);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    [Theory]
    [InlineData(100, true), InlineData(101, false), InlineData(50_000, false)]
    public async Task Read_Body_StopsAtTheLimit(int length, bool fits)
    {
        var chunked = $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{new string('a', length)}\r\n0\r\n\r\n";
        await using var declared = new LoopbackHttp(_ => LoopbackHttp.Response(200, new string('a', length)));
        await using var undeclared = new LoopbackHttp(_ => chunked);
        using var http = Http(new SystemResolver());

        foreach (var server in new[] { declared, undeclared })
        {
            using var response = await Get(http, server.Url);
            var body = await BoundedBody.ReadAsync(response.Content, 100, TestContext.Current.CancellationToken);
            Assert.Equal(fits ? length : null, body?.Length);
        }
    }

    [Theory]
    [InlineData("https://issuer.example.com/token", false, false, null)]
    [InlineData("http://issuer.example.com/token", false, false, "https")]
    [InlineData("http://issuer.example.com/token", true, false, "https")]
    [InlineData("http://127.0.0.1:8080/token", false, false, "https")]
    [InlineData("http://127.0.0.1:8080/token", true, false, null)]
    [InlineData("http://[::1]:8080/token", true, false, null)]
    [InlineData("http://localhost:8080/token", true, false, null)]
    [InlineData("http://10.0.0.1/token", true, false, "https")]
    [InlineData("http://10.0.0.1/token", false, true, null)]
    [InlineData("https://user:pass@issuer.example.com/", false, true, "password")]
    [InlineData("https://issuer.example.com/#x", false, false, "fragment")]
    [InlineData("ftp://issuer.example.com/", false, true, "absolute")]
    [InlineData("/token", false, true, "absolute")]
    [InlineData("", false, true, "absolute")]
    public void RefuseForSecrets_Url_DemandsTlsWhereItCounts(string url, bool loopback, bool anywhere, string? word)
    {
        var refusal = TargetUrl.RefuseForSecrets(url, new NetworkOptions { AllowLoopback = loopback, AllowPrivateAddresses = anywhere });

        if (word is null)
        {
            Assert.Null(refusal);
        }
        else
        {
            Assert.Contains(word, refusal, StringComparison.Ordinal);
        }
    }

    private GuardedHttp Http(IHostResolver resolver) =>
        new(new GuardedNetwork(new AddressGuard(_options), resolver, TimeProvider.System), _options);

    private static async Task<HttpResponseMessage> Get(GuardedHttp http, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);

        return await http.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private sealed class OnlyFor(string host, Uri proxy) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => proxy;

        public bool IsBypassed(Uri destination) => destination.Host != host;
    }
}
