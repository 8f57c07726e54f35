using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace EmailPlatform.Server.OpenApi;

/// <summary>An example at each request body, so that "try it out" begins with something that works, and at the answers worth seeing before.</summary>
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
        ["SaveTemplate"] = """{ "subject": "Ihr Code: {{code}}", "html": "<p>Hallo {{user.name|dort}}, Ihr Code ist <b>{{code}}</b>.</p>" }""",
        ["PreviewTemplate"] = """{ "usageType": "SignIn", "locale": "de-AT", "payload": { "code": "123456" } }""",
        ["CopyTemplate"] = """{ "senderName": "Acme", "companyInformation": "Acme Ltd., 1 Main Street" }""",
        ["ImportTemplates"] = """{ "files": { "SignIn/de.subject.txt": "Ihr Code: {{code}}\n", "SignIn/de.txt": "Ihr Code ist {{code}}." }, "dryRun": true }""",
        ["RollBackConnector"] = """{ "queued": "move" }""",
        ["Promote"] = """
            {
              "target": "acme", "include": ["connector", "templates", "settings"], "dryRun": true,
              "overrides": { "config.fromEmail": "Acme <no-reply@example.com>" }, "secrets": { "auth.pass": "the target's own" }
            }
            """,
        ["ImportConfiguration"] = """
            {
              "configuration": "settings:\n  defaultLocale: de\ntemplates:\n  SignIn:\n    de:\n      subject: \"{{code}}\"\n      text: \"Dein Code ist {{code}}.\"\n",
              "dryRun": true
            }
            """,
        ["SendMessage"] = """{ "to": "ada@example.com", "usageType": "SignIn", "payload": { "code": "123456" }, "locale": "en" }""",
        ["SendMessages"] = """
            {
              "messages": [
                { "to": "ada@example.com", "usageType": "SignIn", "payload": { "code": "123456" }, "idempotencyKey": "login-4711" },
                { "to": "bob@example.com", "usageType": "Register", "payload": { "code": "654321" } }
              ]
            }
            """,
    };

    private static readonly Dictionary<string, string> Answers = new(StringComparer.Ordinal)
    {
        ["GetTenant"] = """
            {
              "id": "acme-dev", "name": "Acme", "environment": "development", "defaultLocale": "en", "flows": ["SignIn"],
              "usages": { "SignIn": { "expiresIn": 300 } }, "delivery": { "concurrency": 20 },
              "epoch": 4, "activeRevision": 3, "version": 12, "createdAt": "2026-11-20T12:00:00.000Z"
            }
            """,
        ["ActivateRevision"] = """{ "epoch": 4, "revision": 3, "previous": 2, "warnings": [] }""",
        ["TestRevision"] = """
            {
              "ok": false, "warnings": [],
              "results": [{
                "usageType": "SignIn", "locale": "en", "outcome": "deferred", "code": "535 5.7.8", "reply": "535 5.7.8 Authentication failed",
                "stages": [
                  { "stage": "config", "ok": true, "detail": "smtp, revision 3", "milliseconds": 0.1 },
                  { "stage": "render", "ok": true, "detail": "rendered", "milliseconds": 0.2 },
                  { "stage": "dns", "ok": true, "detail": "192.0.2.25", "milliseconds": 1.4 },
                  { "stage": "connect", "ok": true, "detail": "192.0.2.25:587", "milliseconds": 12.5 },
                  { "stage": "tls", "ok": true, "detail": "TLS 1.3", "milliseconds": 24.1 },
                  { "stage": "auth", "ok": false, "detail": "535 5.7.8 Authentication failed", "milliseconds": 80.2 }
                ],
                "hint": "The server does not accept user and password: check auth.user and auth.pass."
              }]
            }
            """,
        ["Promote"] = """
            {
              "id": "5b1f0c2ad7e94c66b1a0f3d2c4e5f607", "planHash": "5b1f0c2ad7e94c66b1a0f3d2c4e5f6075b1f0c2ad7e94c66b1a0f3d2c4e5f607",
              "source": "acme-dev", "target": "acme", "include": ["connector", "settings"],
              "changes": [
                { "path": "config.host", "from": "old.example.com", "to": "smtp.example.com" },
                { "path": "config.auth.pass", "from": { "fingerprint": "9d0c7be0a1f2a3b4" }, "to": { "bind": true } },
                { "path": "settings.defaultLocale", "from": "en", "to": "de" }
              ],
              "secretsToBind": ["auth.pass"], "warnings": [], "applied": false
            }
            """,
        ["SendMessage"] = """{ "id": "0199c2f04c6a7d1e9f2b3a4c5d6e7f80", "status": "sending", "epoch": 4 }""",
        ["SendMessages"] = """
            {
              "results": [
                { "id": "0199c2f04c6a7d1e9f2b3a4c5d6e7f80", "status": "sending", "epoch": 4, "replayed": true },
                { "problem": {
                  "type": "urn:emailplatform:problem:template_not_found", "title": "Unprocessable Entity", "status": 422,
                  "detail": "There is no template for Register and none for Generic.", "code": "template_not_found" } }
              ]
            }
            """,
        ["GetMessage"] = """
            {
              "id": "0199c2f04c6a7d1e9f2b3a4c5d6e7f80", "to": "ada@example.com", "usageType": "SignIn", "status": "sent", "epoch": 4,
              "attempts": [{
                "number": 1, "startedAt": "2026-11-20T12:00:00.004Z", "milliseconds": 38.2, "epoch": 4, "revision": 3, "connectorType": "smtp",
                "outcome": "accepted", "code": "250 2.0.0", "providerMessageId": "4F1A21", "reply": "250 2.0.0 Ok: queued as 4F1A21"
              }],
              "createdAt": "2026-11-20T12:00:00.000Z", "expiresAt": "2026-11-20T12:10:00.000Z",
              "timeline": [
                { "at": "2026-11-20T12:00:00.000Z", "event": "accepted", "detail": "Accepted for SignIn on epoch 4." },
                { "at": "2026-11-20T12:00:00.004Z", "event": "attempt", "detail": "Attempt 1 through smtp, revision 3, epoch 4: accepted (250 2.0.0)." },
                { "at": "2026-11-20T12:00:00.043Z", "event": "sent", "detail": "Is sent." }
              ]
            }
            """,
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

        if (operation.OperationId is { } answered && Answers.TryGetValue(answered, out var answer) && operation.Responses is { } responses)
        {
            var success = responses.Where(response => response.Key.StartsWith('2')).OrderByDescending(response => response.Key).First();
            foreach (var media in success.Value.Content?.Values ?? [])
            {
                media.Example = JsonNode.Parse(answer);
            }
        }

        return Task.CompletedTask;
    }
}
