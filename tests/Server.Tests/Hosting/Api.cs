using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace EmailPlatform.Server.Hosting;

/// <summary>Calls the API with one key. Bodies can be text, because bad input is often no JSON at all.</summary>
public sealed class Api : IDisposable
{
    private readonly HttpClient _http;

    public Api(Uri address, string? key)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        _http.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
    }

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path);

    public Task<Answer> Delete(string path) => Send(HttpMethod.Delete, path);

    public Task<Answer> Post(string path, JsonNode? body = null, params (string Name, string Value)[] headers) => Send(HttpMethod.Post, path, body?.ToJsonString(), headers);

    public Task<Answer> Put(string path, JsonNode body) => Send(HttpMethod.Put, path, body.ToJsonString());

    public Task<Answer> Patch(string path, JsonNode body, params (string Name, string Value)[] headers) => Send(HttpMethod.Patch, path, body.ToJsonString(), headers);

    public Task<Answer> Send(HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers) =>
        Send(method, path, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"), headers);

    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };

        // A server that refuses a large body by its length hangs up: asked first, it can say why.
        request.Headers.ExpectContinue = content?.Headers.ContentLength > 512 * 1024;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer((int)response.StatusCode, text, response.Content.Headers.ContentType?.MediaType, response.Headers, response.Content.Headers);
    }

    public void Dispose() => _http.Dispose();
}
