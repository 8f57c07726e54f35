using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace EmailPlatform.Server.OpenApi;

/// <summary>An example at each request body, so that "try it out" begins with something that works.</summary>
internal sealed class OperationExamples : IOpenApiOperationTransformer
{
    private static readonly Dictionary<string, string> Bodies = new(StringComparer.Ordinal)
    {
        ["CreateTenant"] = """{ "id": "acme-dev", "name": "Acme", "environment": "development", "flows": ["SignIn"] }""",
        ["ConfirmTenant"] = """{ "name": "Acme", "environment": "development" }""",
        ["PatchTenant"] = """{ "usages": { "SignIn": { "expiresIn": 300 } } }""",
        ["CreateKey"] = """{ "name": "backend", "scopes": ["messages:send", "messages:read"] }""",
        ["CreateAdminKey"] = """{ "name": "deploy", "expiresAt": "2027-01-01T00:00:00Z" }""",
        ["AddRevision"] = """
            {
              "type": "smtp",
              "comment": "first try",
              "config": {
                "host": "smtp.example.com", "port": 587, "fromEmail": "Acme <no-reply@example.com>",
                "auth": { "user": "acme", "pass": "secret" },
                "templates": [
                  { "usageType": "SignIn", "contentType": "text/html", "subject": "Your code", "content": "<p>Your code is {{code}}.</p>" },
                  { "usageType": "Register", "contentType": "text/html", "subject": "Welcome", "content": "<p>Your code is {{code}}.</p>" },
                  { "usageType": "ForgotPassword", "contentType": "text/html", "subject": "Reset", "content": "<p>Your code is {{code}}.</p>" },
                  { "usageType": "Generic", "contentType": "text/html", "subject": "Your code", "content": "<p>Your code is {{code}}.</p>" }
                ]
              }
            }
            """,
        ["TestRevision"] = """{ "to": "me@example.com", "usageTypes": ["SignIn"] }""",
        ["TestConfig"] = """{ "type": "mailbox", "config": {}, "to": "me@example.com", "send": false }""",
        ["ActivateRevision"] = """{ "expectedEpoch": 0, "queued": "move" }""",
        ["RollBackConnector"] = """{ "queued": "move" }""",
        ["SendMessage"] = """{ "to": "ada@example.com", "usageType": "SignIn", "payload": { "code": "123456" }, "locale": "en" }""",
    };

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.OperationId is { } id && Bodies.TryGetValue(id, out var text) && operation.RequestBody?.Content is { } content)
        {
            foreach (var media in content.Values)
            {
                media.Example = JsonNode.Parse(text);
            }
        }

        return Task.CompletedTask;
    }
}
