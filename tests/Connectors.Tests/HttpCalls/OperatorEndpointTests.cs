using EmailPlatform.Connectors.Conformance;
using EmailPlatform.Connectors.Network;
using EmailPlatform.TestKit.Http;

namespace EmailPlatform.Connectors.HttpCalls;

public sealed class OperatorEndpointTests
{
    private static readonly string[] Types = ["postmark", "aws-ses"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://10.0.0.7:8080", "http://10.0.0.7:8080/")]
    [InlineData("https://gateway.example.com/postmark//", "https://gateway.example.com/postmark/")]
    public void Parse_BaseUrl_EndsInOneSlash(string url, string expected) =>
        Assert.Equal(expected, ProviderEndpoints.Parse([KeyValuePair.Create("Postmark", url)], Types).Find("postmark")?.ToString());

    [Theory]
    [InlineData("smtp", "https://gateway.example.com"), InlineData("http", "https://gateway.example.com")]
    [InlineData("postmark", "gateway.example.com"), InlineData("postmark", "ftp://gateway.example.com"), InlineData("postmark", "")]
    [InlineData("postmark", "https://user:pass@gateway.example.com"), InlineData("postmark", "https://gateway.example.com/?key=1"), InlineData("postmark", "https://gateway.example.com/#x")]
    public void Parse_WhatCannotBeUsed_StopsTheStart(string type, string url)
    {
        var exception = Assert.Throws<FormatException>(() => ProviderEndpoints.Parse([KeyValuePair.Create(type, url)], Types));

        Assert.StartsWith($"EmailPlatform:ProviderEndpoints:{type}", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://api.example.com", "/email", "https://api.example.com/email")]
    [InlineData("https://api.example.com/", "email?x=1", "https://api.example.com/email?x=1")]
    [InlineData("https://api.example.com/base", "/v3/a%2Fb/messages", "https://api.example.com/base/v3/a%2Fb/messages")]
    public void Target_PathOfTheProvider_StandsUnderTheBase(string own, string path, string expected) =>
        Assert.Equal(expected, new ProviderApi(IsolatedContext.Create(), "postmark", new Uri(own), []).Target(path).AbsoluteUri);

    [Fact]
    public async Task Send_OperatorsEndpointOnLoopback_IsReachedWithItsPath()
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(200, """{ "id": "m1" }"""));
        using var context = new ProviderContext("postmark", $"{server.Url}gateway");

        var outcome = await Send(context, "https://api.example.com");

        Assert.Equal(("200", "m1"), (outcome.Code, outcome.ProviderMessageId));
        var request = Assert.Single(server.Requests);
        Assert.Equal("/gateway/v1/send?a=b", request.Target);
        Assert.Equal("pretend-key", request.Headers["X-Key"]);
    }

    [Fact]
    public async Task Send_SameAddressNamedByATenant_IsRefusedAlsoWhileTheOperatorsConnectionIsOpen()
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(200, """{ "id": "m1" }"""));
        using var context = new ProviderContext("postmark", server.Url);
        Assert.Equal(OutcomeKind.Accepted, (await Send(context, "https://api.example.com")).Kind);

        foreach (var attempt in new[] { AttemptContext.Default, new AttemptContext(new StageLog(TimeProvider.System)) })
        {
            var outcome = await Send(context, server.Url, "another", attempt);

            Assert.Equal((OutcomeKind.Deferred, FaultScope.Connector, "target_not_allowed"), (outcome.Kind, outcome.Scope, outcome.Code));
        }

        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("http://169.254.169.254/"), InlineData("http://[fd00:ec2::254]/")]
    public async Task Send_OperatorsEndpointAtTheMetadataService_IsRefusedAllTheSame(string url)
    {
        using var context = new ProviderContext("postmark", url);

        Assert.Equal("target_not_allowed", (await Send(context, "https://api.example.com")).Code);
    }

    [Fact]
    public async Task Send_OperatorsEndpointThatIsOurOwnListener_IsRefused()
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(200));
        var options = new NetworkOptions();
        options.DeniedEndpoints.Add($"*:{new Uri(server.Url).Port}");
        using var context = new ProviderContext("postmark", server.Url, options);

        Assert.Equal("target_not_allowed", (await Send(context, "https://api.example.com")).Code);
    }

    [Theory]
    [InlineData(true, true), InlineData(true, false), InlineData(false, true), InlineData(false, false)]
    public async Task Send_OperatorsEndpoint_IsNotToldToTheTenant(bool isThere, bool isTest)
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(200, """{ "id": "m1" }"""));
        var url = isThere ? server.Url : "http://127.0.0.1:9/";
        using var context = new ProviderContext("postmark", url);
        var stages = new StageLog(TimeProvider.System);

        var outcome = await Send(context, "https://api.example.com", attempt: isTest ? new AttemptContext(stages) : null);

        Assert.Equal(isThere ? "200" : "connection_refused", outcome.Code);
        Assert.All([.. stages.Results.Select(stage => stage.Detail), outcome.Reply, outcome.Hint], words =>
        {
            Assert.DoesNotContain("127.0.0.1", words ?? "", StringComparison.Ordinal);
            Assert.DoesNotContain($"port {new Uri(url).Port}", words ?? "", StringComparison.Ordinal);
        });
        Assert.Equal(isTest, stages.Results.Count > 0);
    }

    [Fact]
    public async Task Send_AnotherHostThroughTheOperatorsClient_IsABug()
    {
        using var context = new ProviderContext("postmark", "http://127.0.0.1:9/");
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1:10/");

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => context.Value.Providers.Client(operators: true).SendAsync(request, Token));

        Assert.IsType<InvalidOperationException>(exception.GetBaseException());
    }

    private static async Task<Outcome> Send(ProviderContext context, string own, string type = "postmark", AttemptContext? attempt = null)
    {
        await using var provider = new PretendProvider(new ProviderApi(context.Value, type, new Uri(own), [new Secret("pretend-key")], FaultScope.Connector));
        return await provider.SendAsync(SampleMail.Create(), attempt ?? AttemptContext.Default, Token);
    }
}
