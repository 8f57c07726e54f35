using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Conformance;

namespace EmailPlatform.Connectors.BuiltIn;

public sealed class CompiledBuiltInTests
{
    private static readonly ConnectorCapabilities Everything = new(true, true, true, true, true, true);

    [Fact]
    public async Task Send_Mail_GoesToTheOperatorsConnectorWithTheTenantsName()
    {
        var service = new Service();
        await using var connector = Compile(new JsonObject { ["senderName"] = "Acme" }, service);
        var mail = SampleMail.Create(content: new MailContent("Your code", "<p>1</p>", "1\n\n\n", "Whoever")) with { ReplyTo = Mailbox.Parse("help@example.com") };

        var outcome = await connector.SendAsync(mail, AttemptContext.Default, TestContext.Current.CancellationToken);

        Assert.Equal("service", outcome.Code);
        Assert.Equal(mail with { Content = new MailContent("Your code", "<p>1</p>", "1", "Acme") }, Assert.Single(service.Mails));
    }

    [Fact]
    public async Task Variables_AreTheTenantsOwnAlsoWhereTheyAreAbsent()
    {
        await using var connector = Compile(new JsonObject { ["companyInformation"] = "Acme S.A." }, new Service());

        Assert.Equal(
            [new("senderName", null), new("companyInformation", "Acme S.A."), new("appLogo", null)],
            connector.Variables.ToArray());
    }

    [Fact]
    public async Task Capabilities_AreTheOperatorsWithoutWhatTheTemplatesDoNotNeed()
    {
        await using var able = Compile([], new Service());
        await using var unable = Compile([], new Service { Capabilities = Everything with { ReplyTo = false } });

        Assert.Equal(new ConnectorCapabilities(false, true, true, false, false, false), able.Capabilities);
        Assert.False(unable.Capabilities?.ReplyTo);
    }

    [Fact]
    public async Task Send_WithoutAService_WaitsAndSaysWhy()
    {
        await using var connector = Compile([], null);

        var outcome = await connector.SendAsync(SampleMail.Create(), AttemptContext.Default, TestContext.Current.CancellationToken);

        Assert.Equal((OutcomeKind.Deferred, FaultScope.Connector, "built_in_not_available"), (outcome.Kind, outcome.Scope, outcome.Code));
    }

    [Theory]
    [InlineData("""{ "code": "123456" }""", null)]
    [InlineData("""{ "code": 123456, "organization": "odd" }""", null)]
    [InlineData("""{ "code": "A1B2-C3D4", "organization": { "name": "Acme S.A." }, "link": "https://acme.example/join" }""", null)]
    [InlineData("""{ "code": "win at evil.example" }""", "code")]
    [InlineData("""{ "organization": { "name": "Free coins: https://evil.example" } }""", "organization.name")]
    public async Task Send_ALinkWhereWordsAreShown_IsRefused(string payload, string? refused)
    {
        var service = new Service();
        await using var connector = Compile([], service);
        using var document = JsonDocument.Parse(payload);

        var outcome = await connector.SendAsync(
            SampleMail.Create(content: new MailContent("s", "h", "t")) with { Payload = document.RootElement }, AttemptContext.Default, TestContext.Current.CancellationToken);

        Assert.Equal(refused is null, service.Mails.Count == 1);
        if (refused is not null)
        {
            Assert.Equal((OutcomeKind.Rejected, FaultScope.Message, "link_not_allowed"), (outcome.Kind, outcome.Scope, outcome.Code));
            Assert.Contains(refused, outcome.Hint, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Send_AVeryLongCode_IsRefused()
    {
        await using var connector = Compile([], new Service());
        using var document = JsonDocument.Parse($$"""{ "code": "{{new string('1', 201)}}" }""");

        var outcome = await connector.SendAsync(SampleMail.Create() with { Payload = document.RootElement }, AttemptContext.Default, TestContext.Current.CancellationToken);

        Assert.Equal("link_not_allowed", outcome.Code);
    }

    private static CompiledConnector Compile(JsonObject config, IOperatorConnector? service) =>
        new BuiltInConnector().Compile(config, IsolatedContext.Create() with { Operator = service });

    private sealed class Service : IOperatorConnector
    {
        public List<Mail> Mails { get; } = [];

        public ConnectorCapabilities Capabilities { get; init; } = Everything;

        public Task<Outcome> SendAsync(Mail mail, AttemptContext context, CancellationToken cancellationToken)
        {
            Mails.Add(mail);
            return Task.FromResult(Outcome.Accepted("service"));
        }
    }
}
