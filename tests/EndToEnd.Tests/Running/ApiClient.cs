using System.Text;
using System.Text.Json.Nodes;

namespace EmailPlatform.EndToEnd.Running;

/// <summary>Speaks JSON with the API as any client would.</summary>
public sealed class ApiClient(HttpClient http) : IDisposable
{
    public HttpClient Http => http;

    public Task<ApiAnswer> Get(string path, CancellationToken cancellationToken = default) => Send(HttpMethod.Get, path, null, cancellationToken);

    public Task<ApiAnswer> Post(string path, JsonNode? body = null, CancellationToken cancellationToken = default) => Send(HttpMethod.Post, path, body, cancellationToken);

    public Task<ApiAnswer> Patch(string path, JsonNode body, CancellationToken cancellationToken = default) => Send(HttpMethod.Patch, path, body, cancellationToken);

    public Task<ApiAnswer> Delete(string path, CancellationToken cancellationToken = default) => Send(HttpMethod.Delete, path, null, cancellationToken);

    public async Task<ApiAnswer> Send(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        return await Send(request, cancellationToken);
    }

    public async Task<ApiAnswer> Send(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        using var response = await http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return new ApiAnswer(response.StatusCode, text, response.Content.Headers.ContentType?.MediaType, response.Headers);
    }

    public void Dispose() => http.Dispose();
}
