using System.Text.Json;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Platform.Testing;
using EmailPlatform.TestKit.Connectors;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Revisions;

/// <summary>One grant, however many revisions, tests and nodes use it: an issuer that rotates never sees a refresh token twice.</summary>
public sealed class TokenSharingTests : IAsyncLifetime
{
    private const string First = "\"rt-0\"";

    private static readonly TenantId Acme = TenantId.Parse("acme");

    private readonly RotatingIssuer _issuer = new();
    private readonly TestTenants _it;

    public TokenSharingTests() => _it = new TestTenants(web: _issuer);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _it.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await _it.DisposeAsync();
        _issuer.Dispose();
    }

    [Fact]
    public async Task Keep_AfterARotation_GoesOnWithTheRotatedToken()
    {
        var tenant = await _it.FindAsync();
        var first = await TestTenants.AddTestedAsync(tenant, Config(First));
        Hour();
        await TestStoredAsync(tenant, first);

        var second = await TestTenants.AddAsync(tenant, Config($$"""{ "keep": {{first}} }""", usage: "SignIn"));
        await TestStoredAsync(tenant, second);
        Hour();
        await TestStoredAsync(tenant, second);
        await TestStoredAsync(tenant, first);

        Assert.Equal(["rt-0", "rt-1", "rt-2"], _issuer.Asked);
        Assert.Equal(["at-1", "at-2", "at-2", "at-3", "at-3"], _it.Fake.Sent.Select(send => send.AccessToken));
    }

    [Fact]
    public async Task Test_OfAnUnstoredConfiguration_LeavesTheRotatedTokenToTheRevision()
    {
        var tenant = await _it.FindAsync();
        await TestUnstoredAsync(tenant, Config(First));
        Hour();
        var added = await TestTenants.AddTestedAsync(tenant, Config(First));
        Hour();
        await TestUnstoredAsync(tenant, Config($$"""{ "keep": {{added}} }"""));
        Hour();
        await TestStoredAsync(tenant, added);

        Assert.Equal(["rt-0", "rt-1", "rt-2", "rt-3"], _issuer.Asked);
    }

    [Fact]
    public async Task Renewal_OnTwoNodesAtOnce_AsksTheIssuerOnce()
    {
        await using var there = new TestTenants(sameInstallation: _it, web: _issuer);
        var here = await _it.FindAsync();
        var number = await TestTenants.AddAsync(here, Config(First));
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _issuer.BeforeAnswer = () =>
        {
            asked.TrySetResult();
            return answer.Task;
        };

        var first = TestStoredAsync(here, number);
        await asked.Task.WaitAsync(Token);
        var second = TestStoredAsync(await there.FindAsync(), number);

        // The attempt and the question of the first, the attempt of the second and its waiting for the lease.
        await _it.Time.WhenTimersAsync(4).WaitAsync(Token);
        answer.SetResult();
        await first;
        _it.Time.Advance(TimeSpan.FromSeconds(1));
        await second;

        Assert.Equal(["rt-0"], _issuer.Asked);
        Assert.Equal(["at-1", "at-1"], _it.Fake.Sent.Concat(there.Fake.Sent).Select(send => send.AccessToken));
    }

    [Fact]
    public async Task Retire_WithAnotherRevisionOfTheGrant_LeavesItTheTokens()
    {
        var tenant = await _it.FindAsync();
        var first = await TestTenants.AddTestedAsync(tenant, Config(First));
        var second = await TestTenants.AddAsync(tenant, Config($$"""{ "keep": {{first}} }""", usage: "SignIn"));

        await RetireAsync(tenant, first);
        Hour();
        await TestStoredAsync(tenant, second);
        Assert.Equal(["rt-0", "rt-1"], _issuer.Asked);

        await RetireAsync(tenant, second);
        Assert.Empty(_it.Store.Tokens.Kept(Acme));
    }

    [Fact]
    public async Task Retire_OfTheOnlyRevision_TakesTheTokensAlong()
    {
        var tenant = await _it.FindAsync();
        var number = await TestTenants.AddTestedAsync(tenant, Config(First));
        Assert.Single(_it.Store.Tokens.Kept(Acme));

        await RetireAsync(tenant, number);

        Assert.Empty(_it.Store.Tokens.Kept(Acme));
    }

    [Theory]
    [InlineData("\"rt-0\"", "https://elsewhere.example.com/token")]
    [InlineData("\"rt-other\"", RotatingIssuer.Url)]
    public async Task Grant_OfAnotherIssuerOrToken_IsAnother(string pass, string issuer)
    {
        var tenant = await _it.FindAsync();
        await TestTenants.AddTestedAsync(tenant, Config(First));

        await tenant.TestAsync(new NewRevision("fake", Config(pass, issuer: issuer)), new TestRequest("to@example.com"), TestTenants.By, Token);

        Assert.Equal(["rt-0", pass.Trim('"')], _issuer.Asked);
    }

    private static JsonElement Config(string pass, string usage = "Generic", string issuer = RotatingIssuer.Url) => TestTenants.Json(
        $$$"""{ "host": "mail.example", "pass": {{{pass}}}, "issuer": "{{{issuer}}}", "templates": [{ "usageType": "{{{usage}}}", "subject": "Hi", "content": "{{code}}" }] }""");

    private static async Task TestStoredAsync(Tenant tenant, int number)
    {
        var tested = await tenant.TestAsync(number, new TestRequest("to@example.com"), TestTenants.By, Token);
        Assert.True(tested.Value?.Ok, tested.Problem?.Detail);
    }

    private static async Task TestUnstoredAsync(Tenant tenant, JsonElement config)
    {
        var tested = await tenant.TestAsync(new NewRevision("fake", config), new TestRequest("to@example.com"), TestTenants.By, Token);
        Assert.True(tested.Value?.Ok, tested.Problem?.Detail);
    }

    private static async Task RetireAsync(Tenant tenant, int number) =>
        Assert.True((await tenant.RetireAsync(number, TestTenants.By, Token)).IsOk);

    /// <summary>Every access token ends.</summary>
    private void Hour() => _it.Time.Advance(TimeSpan.FromHours(1));
}
