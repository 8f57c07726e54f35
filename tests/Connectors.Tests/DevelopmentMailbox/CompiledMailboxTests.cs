using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Conformance;

namespace EmailPlatform.Connectors.DevelopmentMailbox;

public sealed class CompiledMailboxTests
{
    [Fact]
    public async Task Send_Mail_IsKeptWithAllThatTheRecipientWouldSee()
    {
        var keeper = new Keeper();
        var stages = new StageLog(TimeProvider.System);
        await using var mailbox = new MailboxConnector().Compile([], IsolatedContext.Create(keeper));
        var mail = SampleMail.Create(content: new MailContent("Your code", "<p>1</p>", "1", "Support")) with
        {
            ReplyTo = Mailbox.Parse("Help <help@example.com>"),
            Headers = [KeyValuePair.Create("X-Campaign", "a")],
            Attachments = [new Attachment("terms.pdf", "application/pdf", new byte[3])],
        };

        var outcome = await mailbox.SendAsync(mail, new AttemptContext(stages), TestContext.Current.CancellationToken);

        Assert.Equal((OutcomeKind.Accepted, "kept"), (outcome.Kind, outcome.Code));
        Assert.Equal((Stage.Data, true), Assert.Single(stages.Results.Select(stage => (stage.Stage, stage.Ok))));
        var kept = Assert.Single(keeper.Mails);
        Assert.Equal(
            (mail.Id, "\"Support\" <mailbox@development.example>", "ada@example.net", "Your code", "1", "<p>1</p>"),
            (kept.MessageId, kept.From, kept.To, kept.Subject, kept.Text, kept.Html));
        Assert.Equal(
            ["Reply-To: \"Help\" <help@example.com>", "X-Campaign: a", "X-Attachment: terms.pdf (application/pdf, 3 bytes)"],
            kept.Headers.Select(header => $"{header.Key}: {header.Value}"));
    }

    [Fact]
    public async Task Send_TestThatStopsBeforeContent_KeepsNothing()
    {
        var keeper = new Keeper();
        await using var mailbox = new MailboxConnector().Compile(new JsonObject { ["fromName"] = "Dev" }, IsolatedContext.Create(keeper));

        var outcome = await mailbox.SendAsync(SampleMail.Create(), new AttemptContext(StopBeforeContent: true), TestContext.Current.CancellationToken);

        Assert.Equal((OutcomeKind.Accepted, "not_sent"), (outcome.Kind, outcome.Code));
        Assert.Empty(keeper.Mails);
    }

    private sealed class Keeper : IMailKeeper
    {
        public List<KeptMail> Mails { get; } = [];

        public Task KeepAsync(KeptMail mail, CancellationToken cancellationToken)
        {
            Mails.Add(mail);
            return Task.CompletedTask;
        }
    }
}
