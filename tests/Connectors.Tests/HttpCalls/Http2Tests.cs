using System.Security.Cryptography.X509Certificates;
using EmailPlatform.Connectors.Conformance;
using EmailPlatform.Connectors.Network;
using EmailPlatform.TestKit.Peers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EmailPlatform.Connectors.HttpCalls;

public sealed class Http2Tests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly NetworkOptions _options = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task Send_ProviderThatSpeaksHttp2_SharesOneConnection()
    {
        var seen = new System.Collections.Concurrent.ConcurrentQueue<(string Protocol, string Connection)>();
        await using var server = await Start(async context =>
        {
            seen.Enqueue((context.Request.Protocol, context.Connection.Id));
            await context.Response.WriteAsync("""{ "id": "m1" }""", Token);
        });
        using var http = Http(server, _authority.Roots);
        await using var provider = Provider(http);

        Assert.Equal(OutcomeKind.Accepted, (await Send(provider)).Kind);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Send(provider)));

        Assert.All(outcomes, outcome => Assert.Equal(OutcomeKind.Accepted, outcome.Kind));
        Assert.All(seen, request => Assert.Equal("HTTP/2", request.Protocol));
        Assert.Single(seen.Select(request => request.Connection).Distinct());
    }

    [Fact]
    public async Task Test_OverTls_TellsTheHandshake()
    {
        await using var server = await Start(context => context.Response.WriteAsync("""{ "id": "m1" }""", Token));
        using var http = Http(server, _authority.Roots);
        await using var provider = Provider(http);
        var stages = new StageLog(TimeProvider.System);

        var outcome = await provider.SendAsync(SampleMail.Create(), new AttemptContext(stages), Token);

        Assert.Equal(OutcomeKind.Accepted, outcome.Kind);
        Assert.Equal([Stage.Dns, Stage.Connect, Stage.Tls, Stage.Http], stages.Results.Select(stage => stage.Stage));
        Assert.Contains("HTTP/2", stages.Results.Single(stage => stage.Stage == Stage.Tls).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false), InlineData(true, false), InlineData(true, true)]
    public async Task Send_CertificateThatNobodyTrusts_SendsNothing(bool observed, bool probing)
    {
        var reached = false;
        await using var server = await Start(_ =>
        {
            reached = true;
            return Task.CompletedTask;
        });
        using var http = Http(server, null);
        await using var provider = Provider(http);

        var outcome = await provider.SendAsync(SampleMail.Create(), observed ? new AttemptContext(new StageLog(TimeProvider.System), probing) : AttemptContext.Default, Token);

        Assert.Equal((OutcomeKind.Deferred, "tls_failed"), (outcome.Kind, outcome.Code));
        Assert.False(reached);
    }

    [Fact]
    public async Task Send_StreamResetAfterTheRequest_IsUnknown()
    {
        await using var server = await Start(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, Token);
            context.Abort();
        });
        using var http = Http(server, _authority.Roots);
        await using var provider = Provider(http);

        Assert.Equal((OutcomeKind.Unknown, "answer_lost"), await Send(provider) is var outcome ? (outcome.Kind, outcome.Code) : default);
    }

    [Fact]
    public async Task Send_AnswerBeforeTheBodyWasTaken_IsTheAnswer()
    {
        await using var server = await Start(context =>
        {
            context.Response.StatusCode = 502;
            return context.Response.CompleteAsync();
        });
        using var http = Http(server, _authority.Roots);
        await using var provider = Provider(http);
        var large = SampleMail.Create(content: new MailContent("s", null, new string('a', 8 * 1024 * 1024)));

        var outcome = await provider.SendAsync(large, AttemptContext.Default, Token);

        Assert.Equal((OutcomeKind.Deferred, FaultScope.Platform), (outcome.Kind, outcome.Scope));
    }

    private static Task<Outcome> Send(PretendProvider provider) => provider.SendAsync(SampleMail.Create(), AttemptContext.Default, Token);

    private static PretendProvider Provider(ProviderHttp http) =>
        new(new ProviderApi(IsolatedContext.Create() with { Providers = http }, "pretend", new Uri("https://api.example.com"), []));

    private ProviderHttp Http(WebApplication server, X509Certificate2Collection? roots)
    {
        var network = new GuardedNetwork(new AddressGuard(_options), new SystemResolver(), TimeProvider.System);
        var url = server.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        return new ProviderHttp(
            network, _options, new HttpMessageInvoker(new HttpClientHandler()), ProviderEndpoints.Parse([KeyValuePair.Create("pretend", url)], ["pretend"]), roots);
    }

    private async Task<WebApplication> Start(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(_authority.Issue());
        }));
        var server = builder.Build();
        server.Run(answer);
        await server.StartAsync(Token);
        return server;
    }
}
