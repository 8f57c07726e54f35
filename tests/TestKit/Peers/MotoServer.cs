using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace EmailPlatform.TestKit.Peers;

/// <summary>
/// AWS as the Python package moto has it, on loopback. It starts without asking who calls, so that users and roles can be made;
/// from <see cref="CheckSignaturesAsync"/> on it verifies every signature and what its user or role may do.
/// </summary>
public sealed class MotoServer : IAsyncDisposable
{
    private readonly PeerProcess _process;
    private readonly HttpClient _http = new();

    private MotoServer(PeerProcess process, int port)
    {
        _process = process;
        Url = $"http://127.0.0.1:{port}/";
    }

    public string Url { get; }

    public static async Task<MotoServer> Start(CancellationToken cancellationToken = default)
    {
        var python = await Peer.RequirePython("moto.server", "python3-moto");
        var port = LoopbackPort.Next();
        var process = await PeerProcess.Start(
            python,
            ["-c", $"from moto.server import main; main(['-H', '127.0.0.1', '-p', '{port}'])"],
            PeerReady.OnPort(port) with { Within = TimeSpan.FromMinutes(1) },
            cancellationToken: cancellationToken);
        return new MotoServer(process, port);
    }

    /// <summary>One call of IAM; answers the text of an element of the answer.</summary>
    public async Task<string> IamAsync(string element, params (string Name, string Value)[] parameters)
    {
        var answer = await CallAsync("iam", "", new FormUrlEncodedContent(
            parameters.Append(("Version", "2010-05-08")).Select(one => KeyValuePair.Create(one.Item1, one.Item2))));
        return Regex.Match(answer, $"<{element}>([^<]*)</{element}>") is { Success: true } match
            ? match.Groups[1].Value
            : throw new InvalidOperationException($"No {element} in {answer}");
    }

    /// <summary>Makes an address or a domain one that may send.</summary>
    public Task VerifyAsync(string identity) =>
        CallAsync("ses", "v2/email/identities", new StringContent($$"""{ "EmailIdentity": "{{identity}}" }""", new MediaTypeHeaderValue("application/json")));

    public async Task CheckSignaturesAsync()
    {
        using var answer = await _http.PostAsync(new Uri($"{Url}moto-api/reset-auth"), new StringContent("0"));
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    private async Task<string> CallAsync(string service, string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url + path) { Content = content };
        // Which service is meant stands in the scope; nobody looks at the rest yet.
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential=nobody/20261120/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=none");
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{service} answered {(int)answer.StatusCode} {text}");
    }
}
