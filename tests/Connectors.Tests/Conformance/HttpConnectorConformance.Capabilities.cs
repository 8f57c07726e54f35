using EmailPlatform.TestKit.Http;

namespace EmailPlatform.Connectors.Conformance;

/// <summary>What is said of a provider stands in its requests.</summary>
public abstract partial class HttpConnectorConformance
{
    [Fact]
    public async Task Send_MailThatIsRenderedElsewhere_TellsItsLocale()
    {
        foreach (var sample in Complete.Prepend(Minimal))
        {
            await using var server = new ScriptedHttpServer(Accepted.Answer);
            using var context = Context(server.Url);
            await using var compiled = Compile(sample, server.Url, context);
            var remote = UsageType.All.Where(compiled.RendersRemotely).ToList();
            Assert.True(remote.Count == 0 || Connector.Description.Capabilities.ProviderTemplates);
            foreach (var usage in remote)
            {
                var mail = SampleMail.Create() with { UsageType = usage, Content = null, Locale = "de-AT" };
                Assert.Equal(OutcomeKind.Accepted, (await compiled.SendAsync(mail, AttemptContext.Default, Token)).Kind);
            }

            Assert.Equal(remote.Count, server.Requests.Count);
            Assert.All(server.Requests, request => Assert.Equal(Connector.Description.Capabilities.Locale, request.Text.Contains("de-AT", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Send_WhatTheCapabilitiesSay_StandsInTheRequest()
    {
        var can = Connector.Description.Capabilities;
        await using var server = new ScriptedHttpServer(Accepted.Answer);
        var mail = SampleMail.Create(content: new MailContent("Subject", can.Html ? "<p>html-mark</p>" : null, can.Text ? "text-mark" : null, "Sendermark")) with
        {
            ReplyTo = Mailbox.Parse("reply-mark@example.org"),
            Headers = can.CustomHeaders ? [KeyValuePair.Create("X-Mark", "header-mark")] : null,
            Attachments = can.Attachments ? [new Attachment("file-mark.txt", "text/plain", "attachment-mark"u8.ToArray())] : null,
        };

        Assert.Equal(OutcomeKind.Accepted, (await Send(server, Minimal, mail: mail)).Kind);

        var said = WireText.Of(Assert.Single(server.Requests));
        foreach (var (capable, mark) in new[]
        {
            (can.Html, "html-mark"), (can.Text, "text-mark"), (can.CustomSender, "Sendermark"), (can.ReplyTo, "reply-mark@example.org"),
            (can.CustomHeaders, "header-mark"), (can.Attachments, "file-mark.txt"), (can.Attachments, "attachment-mark"),
        })
        {
            Assert.True(capable == said.Contains(mark, StringComparison.Ordinal), $"{mark}: {capable} by the capabilities, and the request is {said}");
        }
    }
}
