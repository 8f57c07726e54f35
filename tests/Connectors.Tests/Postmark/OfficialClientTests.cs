using System.Text;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Conformance;
using EmailPlatform.TestKit.Http;
using PostmarkDotNet;
using PostmarkDotNet.Model;

namespace EmailPlatform.Connectors.Postmark;

/// <summary>Our requests beside those of Postmark's own client, which only the full feed carries.</summary>
public sealed class OfficialClientTests
{
    [Fact]
    public async Task Send_Message_IsTheOfficialClientsRequest()
    {
        var theirs = await Theirs(client => client.SendMessageAsync(new PostmarkDotNet.PostmarkMessage
        {
            From = "Support <no-reply@example.com>",
            To = "ada@example.net",
            Subject = "Grüße <1>",
            HtmlBody = "<b>Hello & welcome</b>",
            TextBody = "Hello & welcome",
            ReplyTo = "Reply <reply@example.com>",
            MessageStream = "outbound",
            Tag = "login",
            Metadata = new Dictionary<string, string> { ["team"] = "identity" },
            TrackOpens = false,
            TrackLinks = LinkTrackingOptions.None,
            Headers = new HeaderCollection(new Dictionary<string, string> { ["X-Custom"] = "value" }),
            Attachments = [new PostmarkMessageAttachment(Encoding.ASCII.GetBytes("test content"), "readme.txt", "text/plain"), new PostmarkMessageAttachment([1, 2, 3], "image.jpg", "image/jpeg", "cid:image.jpg")],
        }));

        var ours = await Ours(SampleMail.Create(content: new MailContent("Grüße <1>", "<b>Hello & welcome</b>", "Hello & welcome", "Support")) with
        {
            ReplyTo = Mailbox.Parse("Reply <reply@example.com>"),
            Headers = [KeyValuePair.Create("X-Custom", "value")],
            Attachments = [new Attachment("readme.txt", "text/plain", Encoding.ASCII.GetBytes("test content")), new Attachment("image.jpg", "image/jpeg", new byte[] { 1, 2, 3 }, "image.jpg")],
        });

        Same(theirs, ours);
    }

    [Fact]
    public async Task Send_Template_IsTheOfficialClientsRequest()
    {
        var theirs = await Theirs(client => client.SendEmailWithTemplateAsync(new TemplatedPostmarkMessage
        {
            From = "\"Example, Inc.\" <no-reply@example.com>",
            To = "ada@example.net",
            ReplyTo = "Help <help@example.com>",
            TemplateAlias = "register",
            TemplateModel = new { code = "123456" },
            MessageStream = "outbound",
            Tag = "login",
            Metadata = new Dictionary<string, string> { ["team"] = "identity" },
            TrackOpens = false,
            TrackLinks = LinkTrackingOptions.None,
        }));

        Same(theirs, await Ours(SampleMail.Create() with { Content = null, UsageType = UsageType.Register }));
    }

    // The client is given one way out for the whole process, and this is its only user.
    private static async Task<(HttpMethod Method, string Path, string Token, JsonNode Body)> Theirs(Func<PostmarkClient, Task> send)
    {
        var recorder = new Recorder();
        PostmarkClientBase.ClientFactory = () => recorder;
        await send(new PostmarkClient("token-secret"));
        return recorder.Seen.Single();
    }

    private static async Task<ReceivedRequest> Ours(Mail mail)
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(200, """{ "ErrorCode": 0, "MessageID": "m1" }"""));
        using var context = new ProviderContext("postmark", server.Url);
        await using var compiled = new PostmarkConnector().Compile(JsonNode.Parse(PostmarkForm.Everything)!.AsObject(), context.Value);
        Assert.Equal(OutcomeKind.Accepted, (await compiled.SendAsync(mail, AttemptContext.Default, TestContext.Current.CancellationToken)).Kind);
        return Assert.Single(server.Requests);
    }

    private static void Same((HttpMethod Method, string Path, string Token, JsonNode Body) theirs, ReceivedRequest ours)
    {
        Assert.Equal((theirs.Method.Method, theirs.Path, theirs.Token), (ours.Method, ours.Target, ours.Headers["X-Postmark-Server-Token"]));
        Assert.Equal(Plain(theirs.Body)?.ToJsonString(), Plain(ours.Json)?.ToJsonString());
    }

    /// <summary>Members that are not set, which the client sends as null or empty, taken out; names in one case, as Postmark reads them; in order.</summary>
    private static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonObject holder => new JsonObject(holder
            .Where(member => member.Value is not null and not JsonArray { Count: 0 } && member.Key is not "InlineCss")
            .Select(member => KeyValuePair.Create(member.Key.ToUpperInvariant(), Plain(member.Value)))
            .OrderBy(member => member.Key, StringComparer.Ordinal)),
        JsonArray list => new JsonArray([.. list.Select(Plain)]),
        _ => node?.DeepClone(),
    };

    private sealed class Recorder : ISimpleHttpClient
    {
        public List<(HttpMethod Method, string Path, string Token, JsonNode Body)> Seen { get; } = [];

        public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
        {
            var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync()) ?? throw new InvalidOperationException("The client sent null.");
            Seen.Add((request.Method, request.RequestUri!.PathAndQuery, request.Headers.GetValues("X-Postmark-Server-Token").Single(), body));
            return new HttpResponseMessage(System.Net.HttpStatusCode.OK) { Content = new StringContent("""{ "ErrorCode": 0, "Message": "OK", "MessageID": "0a129aee-e1cd-480d-b08d-4f48548ff48d" }""") };
        }
    }
}
