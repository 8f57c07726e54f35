using System.Text.Json;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Connectors;
using EmailPlatform.TestKit.Tenants;
using Microsoft.Extensions.Logging.Abstractions;

namespace EmailPlatform.Platform.BuiltIn;

public sealed class OperatorConnectorTests : IAsyncDisposable
{
    private readonly TestTenants _tenants = new();
    private readonly FakeConnector _fake = new("relay");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _tenants.DisposeAsync();

    [Fact]
    public async Task Send_InATest_ShowsOneStepWithoutTheOperatorsHost()
    {
        _fake.Answer = (_, context, _) =>
        {
            context.Stages!.Add(Stage.Connect, true, "operator.internal 10.1.2.3:587", context.Stages.Begin());
            context.Stages.Add(Stage.Auth, false, "535 relay@operator.internal: no", context.Stages.Begin());
            return Task.FromResult(Outcome.Deferred(FaultScope.Connector, "535", "relay@operator.internal: no"));
        };
        await using var connector = Open();
        var stages = new StageLog(TimeProvider.System);

        var outcome = await connector.SendAsync(Mail(), new AttemptContext(stages), Token);

        Assert.Equal("built_in_unavailable", outcome.Code);
        var stage = Assert.Single(stages.Results);
        Assert.Equal((Stage.Connect, false), (stage.Stage, stage.Ok));
        Assert.DoesNotContain("operator.internal", stage.Detail + outcome, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OutcomeKind.Accepted, false, Stage.Data, true)]
    [InlineData(OutcomeKind.Accepted, true, Stage.Connect, true)]
    [InlineData(OutcomeKind.Rejected, false, Stage.Rcpt, false)]
    [InlineData(OutcomeKind.Unknown, false, Stage.Data, false)]
    public async Task Send_InATest_NamesTheStepThatCounts(OutcomeKind kind, bool stop, Stage stage, bool ok)
    {
        _fake.Answer = (_, _, _) => Task.FromResult(new Outcome(kind, kind == OutcomeKind.Accepted ? null : FaultScope.Recipient, "550"));
        await using var connector = Open();
        var stages = new StageLog(TimeProvider.System);

        await connector.SendAsync(Mail(), new AttemptContext(stages, stop), Token);

        Assert.Equal((stage, ok), Assert.Single(stages.Results.Select(result => (result.Stage, result.Ok))));
    }

    [Fact]
    public void Read_WhatCannotBe_TellsEverythingAndNoSecret()
    {
        var catalog = new ConnectorCatalog([_fake, new FakeConnector("kept", developmentOnly: true), new FakeConnector("own", operatorRun: true)]);

        Assert.Contains("one of relay", Fault(null, "{}"), StringComparison.Ordinal);
        Assert.Contains("one of relay.", Fault("kept", "{}"), StringComparison.Ordinal);
        Assert.Contains("EmailPlatform:BuiltIn:Type", Fault("own", "{}"), StringComparison.Ordinal);
        var both = Fault("relay", """{ "pass": { "keep": 1 }, "marked": "marked-secret" }""");
        Assert.Contains("EmailPlatform:BuiltIn:Config:host: A host is needed.", both, StringComparison.Ordinal);
        Assert.Contains("EmailPlatform:BuiltIn:Config:pass", both, StringComparison.Ordinal);
        Assert.DoesNotContain("marked-secret", both, StringComparison.Ordinal);

        string Fault(string? type, string config) =>
            Assert.Throws<FormatException>(() => BuiltInSetup.Read(catalog, type, TestTenants.Json(config))).Message;
    }

    private OperatorConnector Open()
    {
        var setup = BuiltInSetup.Read(new ConnectorCatalog([_fake]), "relay", TestTenants.Config("operator.internal"));
        return new OperatorConnector(setup, _tenants.Surroundings.For(TenantId.Parse("acme"), null), NullLogger<OperatorConnector>.Instance);
    }

    private static Mail Mail() => new(
        "0197f2c1a5b07d3e8f00000000000001",
        EmailAddress.Parse("ada@example.net"),
        UsageType.SignIn,
        new MailContent("Your code", "<p>123456</p>", "123456"),
        JsonDocument.Parse("""{ "code": "123456" }""").RootElement,
        DateTimeOffset.UnixEpoch);
}
