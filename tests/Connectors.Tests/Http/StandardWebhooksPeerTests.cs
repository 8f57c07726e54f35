using System.Text.Json;
using EmailPlatform.Connectors.Conformance;
using EmailPlatform.TestKit.Http;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.Connectors.Http;

/// <summary>Our signatures before the library that receivers use (npm standardwebhooks).</summary>
public sealed class StandardWebhooksPeerTests
{
    private const string Version = "1.1.1";

    private const string Verify = """
        const { Webhook } = require('standardwebhooks');
        const cases = JSON.parse(process.argv[1]);
        const verdict = ({ secret, headers, body }) => {
          try { new Webhook(secret).verify(body, headers); return 'good'; } catch (error) { return error.message; }
        };
        console.log(JSON.stringify(cases.map(verdict)));
        """;

    [Fact]
    public async Task Signature_OfARealCall_IsTakenByTheLibraryWithEverySecretAndNoOther()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var package = await NpmPackage.Require("standardwebhooks", Version, cancellation);
        var node = Peer.RequireProgram("node", "nodejs");
        var request = await HttpRequest.Of(HttpForm.Everything, SampleMail.Create() with { Locale = "fr" });
        object[] cases =
        [
            Case("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", request, request.Text),
            Case("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDaXbbFOkYfbBOQ6Nlw8kxCg==", request, request.Text),
            Case("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx", request, request.Text),
            Case("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", request, request.Text.Replace("123456", "123457", StringComparison.Ordinal)),
        ];

        var run = await PeerCommand.Run(
            node, ["-e", Verify, JsonSerializer.Serialize(cases)], options: PeerOptions.Default with { WorkingDirectory = package }, cancellationToken: cancellation);

        var verdicts = JsonSerializer.Deserialize<string[]>(run.MustSucceed().Output) ?? [];
        Assert.Equal(["good", "good", "No matching signature found", "No matching signature found"], verdicts);
    }

    private static object Case(string secret, ReceivedRequest request, string body) => new
    {
        secret,
        body,
        headers = request.Headers.Where(header => header.Key.StartsWith("webhook-", StringComparison.OrdinalIgnoreCase)).ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value),
    };
}
