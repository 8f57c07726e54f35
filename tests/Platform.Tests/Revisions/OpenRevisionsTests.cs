using EmailPlatform.Connectors;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Templates.Choosing;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Revisions;

public sealed class OpenRevisionsTests : IAsyncDisposable
{
    private readonly TestTenants _tenants = new();
    private readonly TenantId _acme = TenantId.Parse("acme");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_HundredAtOnce_OpensOnce()
    {
        await TestTenants.AddAsync(await _tenants.CreateAsync());
        var before = _tenants.Fake.Compiled;

        var opened = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => _tenants.Open.OpenAsync(_acme, 1, Token).AsTask())));

        Assert.Equal(before + 1, _tenants.Fake.Compiled);
        Assert.Single(opened.Select(revision => revision?.Connector).Distinct());
        Assert.All(opened, revision => revision?.Dispose());
    }

    [Fact]
    public async Task Open_TellsTypeTemplatesAndSecrets()
    {
        await TestTenants.AddAsync(await _tenants.CreateAsync(), TestTenants.Config(usages: ["SignIn", "Generic"]));
        using var opened = await _tenants.Open.OpenAsync(_acme, 1, Token);
        Assert.NotNull(opened);
        Assert.Equal("fake", opened.ConnectorType);
        Assert.Equal("marked-secret", Assert.Single(opened.Secrets).Reveal());
        var payload = TestTenants.Json("""{ "code": "1" }""");
        Assert.Equal("SignIn 1", opened.FindTemplate(UsageType.SignIn, default)?.Render(payload).Subject);
        Assert.Equal("Generic 1", opened.FindTemplate(UsageType.Generic, default)?.Render(payload).Subject);
        Assert.True(opened.Capabilities.Attachments);
    }

    [Fact]
    public async Task Open_NoSuchRevision_AnswersNullAndRemembersNothing()
    {
        var tenant = await _tenants.CreateAsync();
        Assert.Null(await _tenants.Open.OpenAsync(_acme, 1, Token));
        await TestTenants.AddAsync(tenant);
        using var opened = await _tenants.Open.OpenAsync(_acme, 1, Token);
        Assert.NotNull(opened);
    }

    [Fact]
    public async Task Sweep_IdleOnesAreClosed_UsedOnesNever()
    {
        var tenant = await _tenants.CreateAsync();
        await TestTenants.AddAsync(tenant);
        await TestTenants.AddAsync(tenant);
        var closed = _tenants.Fake.Closed;
        var used = await _tenants.Open.OpenAsync(_acme, 1, Token);
        (await _tenants.Open.OpenAsync(_acme, 2, Token))?.Dispose();

        await _tenants.Open.SweepAsync();
        Assert.Equal(closed, _tenants.Fake.Closed);
        _tenants.Time.Advance(TimeSpan.FromMinutes(11));
        await _tenants.Open.SweepAsync();
        Assert.Equal(closed + 1, _tenants.Fake.Closed);

        used?.Dispose();
        used?.Dispose();
        await _tenants.Open.SweepAsync();
        Assert.Equal(closed + 2, _tenants.Fake.Closed);
    }

    [Fact]
    public async Task Forget_WhileUsed_ClosesWhenTheLastOneLetsGo()
    {
        await TestTenants.AddAsync(await _tenants.CreateAsync());
        var closed = _tenants.Fake.Closed;
        var first = await _tenants.Open.OpenAsync(_acme, 1, Token);
        var second = await _tenants.Open.OpenAsync(_acme, 1, Token);

        await _tenants.Open.ForgetAsync(_acme, 1);
        first?.Dispose();
        await _tenants.Open.SweepAsync();
        Assert.Equal(closed, _tenants.Fake.Closed);

        second?.Dispose();
        await _tenants.Open.SweepAsync();
        Assert.Equal(closed + 1, _tenants.Fake.Closed);
    }

    [Fact]
    public async Task Sweep_TooMany_ClosesTheOnesNotUsedForLongest()
    {
        var tenant = await _tenants.CreateAsync();
        _tenants.OpenOptions.Most = 2;
        var connectors = new List<CompiledConnector?>();
        for (var number = 1; number <= 4; number++)
        {
            await TestTenants.AddAsync(tenant);
            using var opened = await _tenants.Open.OpenAsync(_acme, number, Token);
            connectors.Add(opened?.Connector);
            _tenants.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await _tenants.Open.SweepAsync();

        using var oldest = await _tenants.Open.OpenAsync(_acme, 1, Token);
        using var newest = await _tenants.Open.OpenAsync(_acme, 4, Token);
        Assert.NotSame(connectors[0], oldest?.Connector);
        Assert.Same(connectors[3], newest?.Connector);
    }

    [Fact]
    public async Task Open_UsedAndForgottenByMany_NoneIsClosedUnderAnAttempt()
    {
        await TestTenants.AddAsync(await _tenants.CreateAsync());
        var request = new Outgoing(
            "m", UsageType.Generic, new Messages.MessageContent("to@example.com", TestTenants.Json("""{ "code": "1" }""")), _tenants.Time.GetUtcNow(),
            new TemplateChoice(TemplateOrigin.Provider, UsageType.Generic, null, null, []));
        var sender = new Sender(Microsoft.Extensions.Logging.Abstractions.NullLogger<Sender>.Instance);
        _tenants.Fake.Answer = async (_, _, _) =>
        {
            await Task.Yield();
            return Outcome.Accepted("250");
        };

        var reports = await Task.WhenAll(Enumerable.Range(0, 400).Select(index => Task.Run(async () =>
        {
            if (index % 10 == 0)
            {
                await _tenants.Open.ForgetAsync(_acme);
            }

            using var opened = await _tenants.Open.OpenAsync(_acme, 1, Token);
            Assert.NotNull(opened);
            return (await sender.SendAsync(opened, request, AttemptContext.Default, Token)).Outcome;
        })));

        // The fake throws when it is used after it was closed, and that would be an unknown outcome.
        Assert.All(reports, outcome => Assert.Equal(OutcomeKind.Accepted, outcome.Kind));
        await _tenants.Open.DisposeAsync();
        Assert.Equal(_tenants.Fake.Compiled, _tenants.Fake.Closed);
    }

    public ValueTask DisposeAsync() => _tenants.DisposeAsync();
}
