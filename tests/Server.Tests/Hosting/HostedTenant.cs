using System.Text.Json.Nodes;

namespace EmailPlatform.Server.Hosting;

/// <summary>A tenant of one test.</summary>
public sealed class HostedTenant(HostedPlatform platform, string id)
{
    public static readonly string[] AllScopes =
    [
        "messages:send", "messages:read", "messages:manage", "connector:read", "connector:write", "override", "tenant:read", "tenant:write", "keys",
        "promote", "secrets:copy",
        "templates:read", "templates:write",
    ];

    public string Id => id;

    /// <summary>The path of something of this tenant's.</summary>
    public string this[string path] => $"/api/tenants/{id}{path}";

    /// <summary>Calls with a new key that has exactly these scopes.</summary>
    public async Task<Api> Key(params string[] scopes) => platform.Client((string?)(await NewKey(scopes))["key"]);

    public async Task<JsonNode> NewKey(params string[] scopes) =>
        (await platform.Admin.Post(this["/keys"], new JsonObject { ["name"] = "test", ["scopes"] = Json(scopes) })).Expect(201).Json;

    /// <summary>Keeps a mailbox configuration, with templates for these usages besides the four that must be there, or with none at all.</summary>
    public async Task<int> AddMailbox(string subject = "Your code is {{code}}", bool templates = true)
    {
        var config = new JsonObject();
        if (templates)
        {
            config["templates"] = new JsonArray([.. new[] { "Register", "SignIn", "ForgotPassword", "Generic" }.Select(usage => (JsonNode)Template(usage, subject))]);
        }

        var answer = await platform.Admin.Post(this["/connector/revisions"], new JsonObject { ["type"] = "mailbox", ["config"] = config });
        return (int)(answer.Expect(201).Json["revision"] ?? 0);
    }

    /// <summary>Activates a revision, tested or not.</summary>
    public async Task Activate(int revision) =>
        (await platform.Admin.Post(this[$"/connector/revisions/{revision}/activate"], new JsonObject { ["force"] = new JsonObject { ["reason"] = "test" } })).Expect(200);

    /// <summary>A mailbox with the four templates is the active connector.</summary>
    public async Task<HostedTenant> WithMailbox(string subject = "Your code is {{code}}")
    {
        await Activate(await AddMailbox(subject));
        return this;
    }

    /// <summary>Sends a message and waits for its end.</summary>
    public async Task<Answer> SendAndWait(JsonObject message) => (await platform.Admin.Post(this["/messages"], message, ("Prefer", "wait=30"))).Expect(200);

    public static JsonObject Message(string to = "ada@example.com") =>
        new() { ["to"] = to, ["usageType"] = "SignIn", ["payload"] = new JsonObject { ["code"] = "123456" } };

    public static JsonArray Json(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static JsonObject Template(string usage, string subject) =>
        new() { ["usageType"] = usage, ["contentType"] = "text/plain", ["subject"] = subject, ["content"] = "Code: {{code}}" };
}
