using EmailPlatform.Connectors.Conformance;
using EmailPlatform.Connectors.Network;
using EmailPlatform.TestKit.Http;

namespace EmailPlatform.Connectors.Http;

/// <summary>A tenant names the endpoint: it must not lead to where the operator's own things are.</summary>
public sealed class HttpGuardTests
{
    [Theory]
    [InlineData("https://127.0.0.1/"), InlineData("https://localhost/"), InlineData("https://10.0.0.5/"), InlineData("https://172.16.0.1/"), InlineData("https://192.168.1.1/")]
    [InlineData("https://169.254.169.254/latest/meta-data"), InlineData("https://[::ffff:10.0.0.1]/"), InlineData("https://[::ffff:127.0.0.1]/"), InlineData("https://[::ffff:169.254.169.254]/")]
    [InlineData("https://[::1]/"), InlineData("https://[fd00:ec2::254]/"), InlineData("https://[64:ff9b::a00:1]/"), InlineData("https://0x7f000001/"), InlineData("https://2130706433/")]
    [InlineData("https://8.8.8.8:25/"), InlineData("https://8.8.8.8:6379/")]
    public async Task Send_TargetThatIsNotTheTenants_IsRefusedAsTheConnectorsFault(string url)
    {
        var outcome = await HttpRequest.Send($$"""{ "endpoint": "{{url}}" }""", new Uri(url).GetLeftPart(UriPartial.Authority), SampleMail.Create(), new NetworkOptions());

        Assert.Equal((OutcomeKind.Deferred, FaultScope.Connector, "target_not_allowed"), (outcome.Kind, outcome.Scope, outcome.Code));
    }

    [Theory]
    [InlineData("127.0.0.1", "*"), InlineData("[::ffff:127.0.0.1]", "127.0.0.1"), InlineData("127.0.0.1", "[::ffff:127.0.0.1]"), InlineData("localhost", "localhost"), InlineData("localhost", "0.0.0.0")]
    public async Task Send_ToThePlatformsOwnListener_IsRefusedWhereLoopbackIsAllowed(string host, string denied)
    {
        await using var own = new ScriptedHttpServer(HttpAnswer.Of(200, ""));
        var port = new Uri(own.Url).Port;
        var options = new NetworkOptions { AllowLoopback = true, AllowPrivateAddresses = true, DeniedEndpoints = { $"{denied}:{port}" } };

        var outcome = await HttpRequest.Send(HttpForm.Minimal, $"http://{host}:{port}", SampleMail.Create(), options);

        Assert.Equal((OutcomeKind.Deferred, FaultScope.Connector, "target_not_allowed"), (outcome.Kind, outcome.Scope, outcome.Code));
        Assert.Equal(0, own.Connections);
    }
}
