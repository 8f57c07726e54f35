using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Conformance;
using EmailPlatform.TestKit.Http;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.Connectors.Mailgun;

/// <summary>Our requests beside those of Mailgun's own client for Node.</summary>
public sealed class MailgunClientTests
{
    private const string Version = "14.0.1";

    private const string Script = """
        import Mailgun from 'mailgun.js';
        const [url, domain, key, json] = process.argv.slice(2);
        const message = JSON.parse(json);
        for (const kind of ['attachment', 'inline']) {
          if (message[kind]) message[kind] = message[kind].map(file => ({ filename: file.filename, data: Buffer.from(file.data, 'base64') }));
        }
        const client = new Mailgun(FormData).client({ username: 'api', key, url });
        const answer = await client.messages.create(domain, message);
        console.log(answer.id);
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_ContentWithFiles_IsTheRequestOfTheirClient()
    {
        var mail = SampleMail.Create(content: new MailContent("Ihr Code für „Müller“", "<p>123456 <img src=\"cid:logo.png\"/></p>", "123456")) with
        {
            ReplyTo = Mailbox.Parse("Help <help@example.com>"),
            Headers = [KeyValuePair.Create("X-Custom", "välue")],
            Attachments = [new Attachment("März.pdf", "application/octet-stream", new byte[] { 0, 13, 10, 255 }), new Attachment("logo.png", "application/octet-stream", new byte[] { 1, 2 }, "logo.png")],
        };

        await SameAsync(MailgunForm.Minimal, mail, "mg.example.com", """
            {
              "from": "no-reply@mg.example.com", "to": "ada@example.net", "subject": "Ihr Code für „Müller“", "html": "<p>123456 <img src=\"cid:logo.png\"/></p>",
              "text": "123456", "h:Reply-To": "Help <help@example.com>", "h:X-Custom": "välue",
              "attachment": [{ "filename": "März.pdf", "data": "AA0K/w==" }], "inline": [{ "filename": "logo.png", "data": "AQI=" }]
            }
            """);
    }

    [Fact]
    public async Task Send_Template_IsTheRequestOfTheirClient()
    {
        // A file, so that both speak multipart.
        var mail = SampleMail.Create() with { Content = new MailContent("Welcome back to Logto", null, null), Attachments = [new Attachment("a.txt", "application/octet-stream", new byte[] { 97 })] };

        await SameAsync(MailgunForm.Logto, mail, "example.com", """
            {
              "from": "Sender Name <sender@example.com>", "to": "ada@example.net", "subject": "Welcome back to Logto", "template": "logto-sign-in",
              "h:X-Mailgun-Variables": "{\"bar\":\"baz\",\"code\":\"123456\"}", "attachment": [{ "filename": "a.txt", "data": "YQ==" }]
            }
            """);
    }

    private static async Task SameAsync(string config, Mail mail, string domain, string message)
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(200, """{ "id": "m1", "message": "Queued. Thank you." }""", KeyValuePair.Create("Content-Type", "application/json")));
        await RunClientAsync(server.Url.TrimEnd('/'), domain, message);
        using var context = new ProviderContext("mailgun", server.Url);
        await using var compiled = new MailgunConnector().Compile(JsonNode.Parse(config)!.AsObject(), context.Value);
        Assert.Equal(OutcomeKind.Accepted, (await compiled.SendAsync(mail, AttemptContext.Default, Token)).Kind);

        var requests = server.Requests.ToList();
        Assert.Equal(2, requests.Count);
        Assert.Equal((requests[0].Method, requests[0].Target), (requests[1].Method, requests[1].Target));
        Assert.Equal(requests[0].Headers["Authorization"], requests[1].Headers["Authorization"]);
        Assert.Equal(Parts(requests[0]), Parts(requests[1]));
    }

    private static async Task RunClientAsync(string url, string domain, string message)
    {
        var node = Peer.RequireProgram("node", "nodejs");
        var package = await NpmPackage.Require("mailgun.js", Version, Token);
        using var folder = new TemporaryFolder();
        // Modules are looked up from where the script lies.
        Directory.CreateSymbolicLink(folder["node_modules"], Path.Combine(package, "node_modules"));
        var result = await PeerCommand.Run(
            node, ["--preserve-symlinks", "--preserve-symlinks-main", folder.Write("send.mjs", Script), url, domain, "key-secret", message], cancellationToken: Token);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal("m1", result.Output.Trim());
    }

    private static List<string> Parts(ReceivedRequest request) =>
        [.. FormPart.ReadAll(request).Select(part => JsonSerializer.Serialize(new { part.Name, part.FileName, part.ContentType, part.Body })).Order(StringComparer.Ordinal)];
}
