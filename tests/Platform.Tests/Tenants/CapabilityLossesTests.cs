using EmailPlatform.Connectors;
using EmailPlatform.Platform.Testing;
using EmailPlatform.TestKit.Connectors;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Tenants;

public sealed class CapabilityLossesTests : IAsyncDisposable
{
    private static readonly string[] LostOnTheWayToPlain =
    [
        "capabilities.html", "capabilities.textPart", "capabilities.replyTo", "capabilities.customSender", "capabilities.locale", "capabilities.attachments",
        "capabilities.customHeaders",
    ];

    private readonly TestTenants _tenants = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Between_EveryCapability_IsToldWhenItIsLost()
    {
        var all = new FakeConnector("all", capabilities: new ConnectorCapabilities(true, true, true, true, true, true));
        var none = new FakeConnector("none", capabilities: new ConnectorCapabilities(false, false, false, false, false, false, false, false, false));
        var losses = new CapabilityLosses(new ConnectorCatalog([all, none]));
        var capabilities = typeof(ConnectorCapabilities).GetProperties()
            .Where(property => property.PropertyType == typeof(bool))
            .Select(property => $"capabilities.{char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}");

        Assert.Equal(capabilities.Order(StringComparer.Ordinal), losses.Between("all", "none").Select(loss => loss.Path).Order(StringComparer.Ordinal));
        Assert.Empty(losses.Between("none", "all"));
        Assert.Empty(losses.Between("all", "all"));
        Assert.Empty(losses.Between(null, "none"));
    }

    [Fact]
    public async Task Save_ConnectorThatCanDoLess_TellsWhatWouldBeLost()
    {
        var tenant = await _tenants.CreateAsync();
        var first = await Save(tenant, "plain");
        await TestTenants.AddActiveAsync(tenant);

        var later = await Save(tenant, "plain");
        var other = await Save(tenant, "keeper");
        var tested = await tenant.TestAsync(new NewRevision("plain", TestTenants.Config()), new TestRequest("to@example.com"), TestTenants.By, Token);

        Assert.Empty(first);
        Assert.Equal(LostOnTheWayToPlain, later.Select(warning => warning.Path));
        Assert.All(later, warning => Assert.Equal("capability_lost", warning.Code));
        Assert.DoesNotContain(later, warning => warning.Message.Contains("Waiting", StringComparison.Ordinal));
        Assert.Empty(other);
        Assert.Equal(LostOnTheWayToPlain, Lost(tested.Value!.Warnings));
    }

    [Theory]
    [InlineData(QueuePolicy.Move, true), InlineData(QueuePolicy.Drain, false), InlineData(QueuePolicy.Hold, false)]
    public async Task Activate_ConnectorThatCanDoLess_TellsWhatIsLostAndWhatWaitingMailFaces(QueuePolicy queued, bool held)
    {
        var tenant = await _tenants.CreateAsync();
        await TestTenants.AddActiveAsync(tenant);
        var plain = await TestTenants.AddTestedAsync(tenant, type: "plain");

        var there = await tenant.ActivateAsync(new ActivationRequest(plain, Queued: queued), TestTenants.By, Token);
        var again = await tenant.ActivateAsync(new ActivationRequest(plain), TestTenants.By, Token);
        var back = await tenant.RollbackAsync(new RollbackRequest(), TestTenants.By, Token);
        var forth = await tenant.RollbackAsync(new RollbackRequest(Queued: queued), TestTenants.By, Token);

        foreach (var activated in new[] { there, forth })
        {
            Assert.Equal(LostOnTheWayToPlain, Lost(activated.Value!.Warnings));
            var attachments = Assert.Single(activated.Value!.Warnings, warning => warning.Path == "capabilities.attachments");
            Assert.Equal(held, attachments.Message.Contains("Waiting ones are held.", StringComparison.Ordinal));
        }

        Assert.Empty(again.Value!.Warnings);
        Assert.Empty(back.Value!.Warnings);
    }

    public ValueTask DisposeAsync() => _tenants.DisposeAsync();

    private static async Task<IReadOnlyList<ConfigProblem>> Save(Tenant tenant, string type)
    {
        var saved = await tenant.AddRevisionAsync(new NewRevision(type, TestTenants.Config()), TestTenants.By, Token);
        return saved.Value!.Warnings;
    }

    private static IEnumerable<string> Lost(IEnumerable<ConfigProblem> warnings) =>
        warnings.Where(warning => warning.Code == "capability_lost").Select(warning => warning.Path);
}
