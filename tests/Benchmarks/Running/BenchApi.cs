using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace EmailPlatform.Benchmarks.Running;

/// <summary>The API, for what is not measured: tenants, connectors, and how much mail waits.</summary>
internal sealed class BenchApi : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);
    private static readonly string[] Usages = ["Register", "SignIn", "ForgotPassword", "Generic"];

    private readonly HttpClient _http;

    public BenchApi(Uri address, string adminKey)
    {
        Address = address;
        _http = new HttpClient { BaseAddress = address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", adminKey);
    }

    public Uri Address { get; }

    /// <summary>A tenant whose connector is an SMTP server on this machine.</summary>
    public async Task<TenantAccess> CreateTenant(string id, int smtpPort, CancellationToken cancellationToken)
    {
        await Post("/api/tenants", new JsonObject { ["id"] = id, ["environment"] = "development" }, cancellationToken);
        var key = await Post($"/api/tenants/{id}/keys", new JsonObject { ["name"] = "load", ["scopes"] = new JsonArray("messages:send") }, cancellationToken);
        var revision = new JsonObject { ["type"] = "smtp", ["config"] = Config(smtpPort) };
        await Post($"/api/tenants/{id}/connector/revisions", revision, cancellationToken);
        var force = new JsonObject { ["force"] = new JsonObject { ["reason"] = "Measured, not tested." } };
        await Post($"/api/tenants/{id}/connector/revisions/1/activate", force, cancellationToken);
        return new TenantAccess(id, (string?)key["key"] ?? throw new InvalidOperationException($"No key: {key}"));
    }

    /// <summary>How many messages are on their way.</summary>
    /// <exception cref="InvalidOperationException">Some are stuck: held or unknown.</exception>
    public async Task<long> Waiting(IEnumerable<TenantAccess> tenants, CancellationToken cancellationToken)
    {
        var waiting = 0L;
        foreach (var tenant in tenants)
        {
            var connector = await Get($"/api/tenants/{tenant.Id}/connector", cancellationToken);
            var queue = connector["queue"] ?? throw new InvalidOperationException($"No queue: {connector}");
            if ((long?)queue["held"] > 0 || (long?)queue["unknown"] > 0)
            {
                throw new InvalidOperationException($"Not all could be sent: {queue}");
            }

            waiting += ((long?)queue["queued"] ?? 0) + ((long?)queue["retrying"] ?? 0) + ((long?)queue["sending"] ?? 0);
        }

        return waiting;
    }

    public async Task WaitUntilSent(IReadOnlyList<TenantAccess> tenants, CancellationToken cancellationToken)
    {
        while (await Waiting(tenants, cancellationToken) > 0)
        {
            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    /// <summary>Makes sure that every message ended as sent.</summary>
    public async Task ExpectAllSent(IEnumerable<TenantAccess> tenants, CancellationToken cancellationToken)
    {
        foreach (var tenant in tenants)
        {
            foreach (var status in new[] { "failed", "expired", "superseded", "cancelled" })
            {
                var list = await Get($"/api/tenants/{tenant.Id}/messages?limit=1&status={status}", cancellationToken);
                if (list["items"] is JsonArray { Count: > 0 } items)
                {
                    throw new InvalidOperationException($"Not sent: {items[0]}");
                }
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> Post(string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsync(path, JsonContent.Create(body), cancellationToken);
        return await Read(response, cancellationToken);
    }

    private async Task<JsonNode> Get(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(path, cancellationToken);
        return await Read(response, cancellationToken);
    }

    private static async Task<JsonNode> Read(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text) ?? throw new InvalidOperationException("Empty answer.")
            : throw new InvalidOperationException($"{response.RequestMessage?.RequestUri}: {(int)response.StatusCode} {text}");
    }

    private static JsonObject Config(int port) => new()
    {
        ["host"] = "127.0.0.1",
        ["port"] = port,
        ["fromEmail"] = "Acme <app@example.org>",
        ["templates"] = new JsonArray([.. Usages.Select(usage => (JsonNode)new JsonObject
        {
            ["usageType"] = usage,
            ["contentType"] = "text/html",
            ["subject"] = "{{code}} is your code",
            ["content"] = Html,
        })]),
    };

    // With its text part and headers about 2 KB on the wire: a plain mail with a code, as they are.
    private const string Html = """
        <!doctype html><html><body style="margin:0;padding:24px;background:#f4f5f7;font-family:Arial,sans-serif">
        <table role="presentation" width="100%"><tr><td align="center"><table role="presentation" width="480"
        style="background:#ffffff;border-radius:8px;padding:32px"><tr><td><h1 style="font-size:20px">Sign in to Acme</h1>
        <p>Hello {{user.name|there}}, somebody, most likely you, wants to sign in to Acme with this address.</p>
        <p style="font-size:32px;letter-spacing:6px;font-weight:bold">{{code}}</p>
        <p>The code is valid for ten minutes and for one attempt. Never tell it to anybody: nobody at Acme will ask you for it.</p>
        <p style="color:#6b7280;font-size:12px">If it was not you, there is nothing to do: without the code nobody gets in.
        Acme Inc., 1 Example Street, Exampletown.</p></td></tr></table></td></tr></table></body></html>
        """;
}
