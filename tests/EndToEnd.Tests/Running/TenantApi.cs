using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace EmailPlatform.EndToEnd.Running;

/// <summary>One tenant as its users see it: every call is a request to the API and nothing else.</summary>
public sealed class TenantApi(ApiClient api, string id)
{
    // The API tells nobody that a message's state has changed, so it is asked again and again.
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    public string Id => id;

    public string Path => $"/api/tenants/{id}";

    public static async Task<TenantApi> Create(ApiClient api, string id, JsonObject? settings = null)
    {
        var body = settings ?? [];
        body["id"] = id;
        body["environment"] ??= "development";
        (await api.Post("/api/tenants", body)).Expect(HttpStatusCode.Created);
        return new TenantApi(api, id);
    }

    /// <summary>The same tenant over another client.</summary>
    public TenantApi Over(ApiClient other) => new(other, id);

    public Task<ApiAnswer> Get(string path) => api.Get(Path + path);

    public Task<ApiAnswer> Post(string path, JsonNode? body = null) => api.Post(Path + path, body ?? new JsonObject());

    public Task<ApiAnswer> Put(string path, JsonNode body) => api.Send(HttpMethod.Put, Path + path, body);

    public Task<ApiAnswer> Delete(string path) => api.Delete(Path + path);

    /// <summary>Keeps a configuration; returns the revision's number.</summary>
    public async Task<int> Save(JsonObject config, string type = "smtp")
    {
        var saved = (await TrySave(config, type)).Expect(HttpStatusCode.Created);
        return (int)saved.Json["revision"]!;
    }

    public Task<ApiAnswer> TrySave(JsonObject config, string type = "smtp") =>
        Post("/connector/revisions", new JsonObject { ["type"] = type, ["config"] = config.DeepClone() });

    /// <summary>Makes a test send and returns the report, whatever it says.</summary>
    public async Task<JsonNode> Test(int revision, string to = "tester@example.org", bool send = true, params string[] usages) =>
        (await TryTest(revision, to, send, usages)).Expect(HttpStatusCode.OK).Json;

    public Task<ApiAnswer> TryTest(int revision, string to = "tester@example.org", bool send = true, params string[] usages)
    {
        var body = new JsonObject { ["to"] = to, ["send"] = send };
        if (usages.Length > 0)
        {
            body["usageTypes"] = new JsonArray([.. usages.Select(usage => (JsonNode)usage)]);
        }

        return Post($"/connector/revisions/{revision}/test", body);
    }

    public Task<ApiAnswer> TryActivate(int revision, JsonObject? body = null) => Post($"/connector/revisions/{revision}/activate", body);

    /// <summary>Activates a revision, by force where it is not tested; returns the epoch.</summary>
    public async Task<long> Activate(int revision, string queued = "move")
    {
        var body = new JsonObject { ["queued"] = queued, ["force"] = new JsonObject { ["reason"] = "This story is about something else." } };
        var activated = (await TryActivate(revision, body)).Expect(HttpStatusCode.OK);
        return (long)activated.Json["epoch"]!;
    }

    /// <summary>Saves and activates; returns the epoch.</summary>
    public async Task<long> Use(JsonObject config, string type = "smtp", string queued = "move") => await Activate(await Save(config, type), queued);

    public Task<ApiAnswer> TrySend(JsonObject message, int? wait = null, string? key = null, CancellationToken cancellationToken = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Path + "/messages")
        {
            Content = new StringContent(message.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        if (wait is { } seconds)
        {
            request.Headers.Add("Prefer", string.Create(CultureInfo.InvariantCulture, $"wait={seconds}"));
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return SendAndDispose(request, cancellationToken);
    }

    /// <summary>Has a message accepted; returns its id.</summary>
    public async Task<string> Send(string to, string code = "123456", string usage = "SignIn", string mark = "none", int? expiresIn = null)
    {
        var message = Message(to, code, usage, mark);
        if (expiresIn is { } seconds)
        {
            message["expiresIn"] = seconds;
        }

        return (string)(await TrySend(message)).Expect(HttpStatusCode.Accepted).Json["id"]!;
    }

    public static JsonObject Message(string to, string code = "123456", string usage = "SignIn", string mark = "none") => new()
    {
        ["to"] = to,
        ["usageType"] = usage,
        ["payload"] = new JsonObject { ["code"] = code, ["mark"] = mark },
    };

    public async Task<JsonNode> Message(string messageId) => (await Get($"/messages/{messageId}")).Expect(HttpStatusCode.OK).Json;

    /// <summary>The message once it has the status; fails with how it stands when that takes too long.</summary>
    public Task<JsonNode> Await(string messageId, string status, int seconds = 30) =>
        Await(messageId, message => (string?)message["status"] == status, $"be {status}", seconds);

    public async Task<JsonNode> Await(string messageId, Func<JsonNode, bool> condition, string what, int seconds = 30)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (true)
        {
            var message = await Message(messageId);
            if (condition(message))
            {
                return message;
            }

            Assert.False(bound.IsCancellationRequested, $"The message should {what} within {seconds} s, but is: {message}");
            await Task.Delay(PollInterval, CancellationToken.None);
        }
    }

    /// <summary>Every message of a list, over all its pages.</summary>
    public async Task<List<JsonNode>> AllMessages(string filter = "")
    {
        var all = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var query = cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
            var page = (await Get($"/messages?limit=200{filter}{query}")).Expect(HttpStatusCode.OK).Json;
            all.AddRange(page["items"]!.AsArray().Select(item => item!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);

        return all;
    }

    private async Task<ApiAnswer> SendAndDispose(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            return await api.Send(request, cancellationToken);
        }
    }
}
