using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd.Running;

/// <summary>A token issuer that the test plays itself: it answers every request with what the test says.</summary>
public sealed class TokenEndpoint : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Func<string, (int Status, string Json)> _answer;
    private readonly Task _serving;

    /// <param name="answer">From a request's form to status and body.</param>
    public TokenEndpoint(Func<string, (int Status, string Json)> answer)
    {
        _answer = answer;
        Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LoopbackPort.Next()}/");
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _serving = Serve();
    }

    public string Address { get; }

    /// <summary>Address and form of every request.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                var form = await reader.ReadToEndAsync();
                _requests.Enqueue($"{context.Request.RawUrl} {form}");
                var (status, json) = _answer(form);
                context.Response.StatusCode = status;
                context.Response.ContentType = "application/json";
                context.Response.Close(Encoding.UTF8.GetBytes(json), willBlock: false);
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
