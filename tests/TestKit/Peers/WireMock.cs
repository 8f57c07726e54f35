using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace EmailPlatform.TestKit.Peers;

/// <summary>
/// An HTTP server of others (the jar inside npm wiremock) on loopback, which answers as it is told and breaks connections in ways of
/// its own. Each path has its answers; what nobody told it to answer is 404.
/// </summary>
public sealed class WireMock : IAsyncDisposable
{
    private const string Version = "3.13.2";

    private readonly PeerProcess _process;
    private readonly HttpClient _http = new();

    private WireMock(PeerProcess process, int port)
    {
        _process = process;
        Url = $"http://127.0.0.1:{port}/";
    }

    public string Url { get; }

    public static async Task<WireMock> Start(CancellationToken cancellationToken = default)
    {
        var java = Peer.RequireProgram("java", "default-jre-headless");
        var package = await NpmPackage.Require("wiremock", Version, cancellationToken);
        var jar = Path.Combine(package, "node_modules", "wiremock", "build", $"wiremock-standalone-{Version}.jar");
        var port = LoopbackPort.Next();
        var process = await PeerProcess.Start(
            java,
            ["-jar", jar, "--bind-address", "127.0.0.1", "--port", $"{port}", "--disable-banner"],
            PeerReady.OnPort(port) with { Within = TimeSpan.FromMinutes(2) },
            cancellationToken: cancellationToken);
        return new WireMock(process, port);
    }

    /// <summary>Answers POST requests to a path one after the other; the last answer stays.</summary>
    /// <param name="path">From the slash on.</param>
    /// <param name="bodyPattern">What the whole request must hold to be answered at all (https://wiremock.org/docs/request-matching/).</param>
    /// <param name="answers">Responses in its words (https://wiremock.org/docs/stubbing/).</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task AnswerAsync(string path, JsonObject bodyPattern, IReadOnlyList<JsonObject> answers, CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < answers.Count; i++)
        {
            var mapping = new JsonObject
            {
                ["scenarioName"] = path,
                ["requiredScenarioState"] = State(i),
                ["newScenarioState"] = State(Math.Min(i + 1, answers.Count - 1)),
                ["request"] = new JsonObject
                {
                    ["method"] = "POST",
                    ["urlPath"] = path,
                    ["bodyPatterns"] = new JsonArray(bodyPattern.DeepClone()),
                },
                ["response"] = answers[i].DeepClone(),
            };
            using var content = new StringContent(mapping.ToJsonString(), new MediaTypeHeaderValue("application/json"));
            using var answer = await _http.PostAsync(new Uri($"{Url}__admin/mappings"), content, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"{mapping} became {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    // The state in which every scenario begins has this name.
    private static string State(int index) => index == 0 ? "Started" : $"{index}";
}
