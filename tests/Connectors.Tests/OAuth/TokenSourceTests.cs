namespace EmailPlatform.Connectors.OAuth;

public sealed class TokenSourceTests
{
    [Fact]
    public async Task Get_SecondTime_UsesTheSameTokenUntilShortlyBeforeItsEnd()
    {
        var issuer = FakeIssuer.Counting(expiresIn: 3600);
        using var it = new OAuthFixture(issuer);
        var source = it.Client.CreateSource(OAuthFixture.Refresh);

        Assert.Equal("at-1", await source.Token());
        it.Time.Advance(TimeSpan.FromSeconds(3539));
        Assert.Equal("at-1", await source.Token());
        it.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("at-2", await source.Token());

        Assert.Equal(2, issuer.Forms.Count);
    }

    [Fact]
    public async Task Get_ManyAtOnce_AsksTheIssuerOnce()
    {
        var gate = new TaskCompletionSource();
        var issuer = new FakeIssuer(async _ =>
        {
            await gate.Task;

            return FakeIssuer.Token("at-1");
        });
        using var it = new OAuthFixture(issuer);
        var source = it.Client.CreateSource(OAuthFixture.Refresh);

        var waiting = Enumerable.Range(0, 50).Select(_ => Task.Run(() => source.Token())).ToArray();
        gate.SetResult();

        Assert.All(await Task.WhenAll(waiting), token => Assert.Equal("at-1", token));
        Assert.Single(issuer.Forms);
    }

    [Fact]
    public async Task Get_SameTokenRefusedOnManyConnections_IsRenewedOnce()
    {
        var issuer = FakeIssuer.Counting();
        using var it = new OAuthFixture(issuer);
        var source = it.Client.CreateSource(OAuthFixture.Refresh);
        await source.Token();

        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => source.Token(rejected: "at-1"))));

        Assert.All(tokens, token => Assert.Equal("at-2", token));
        Assert.Equal(2, issuer.Forms.Count);
    }

    [Fact]
    public async Task Get_IssuerHasNoOtherToken_ReturnsItAndDoesNotGoRound()
    {
        var issuer = new FakeIssuer(_ => FakeIssuer.Token("always"));
        using var it = new OAuthFixture(issuer);
        var source = it.Client.CreateSource(OAuthFixture.Refresh);
        await source.Token();

        Assert.Equal("always", await source.Token(rejected: "always"));

        Assert.Equal(2, issuer.Forms.Count);
    }

    [Fact]
    public async Task Get_AccessTokenGivenAlong_ServesUntilRefused()
    {
        var issuer = FakeIssuer.Counting();
        using var it = new OAuthFixture(issuer);
        var source = it.Client.CreateSource(OAuthFixture.Refresh with { AccessToken = new Secret("given") });

        Assert.Equal("given", await source.Token());
        Assert.Empty(issuer.Forms);
        Assert.Equal("at-1", await source.Token(rejected: "given"));
    }

    [Fact]
    public async Task Get_CallerGivesUp_StillStoresWhatTheIssuerRotated()
    {
        var asked = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        var issuer = new FakeIssuer(async _ =>
        {
            asked.SetResult();
            await gate.Task;

            return FakeIssuer.Token("at-1", refreshToken: "rt-1");
        });
        using var it = new OAuthFixture(issuer);
        var vault = new MemoryTokenVault(it.Time);
        var source = it.Client.CreateSource(OAuthFixture.Refresh, vault);
        using var caller = new CancellationTokenSource();

        var waiting = source.GetAsync(null, caller.Token).AsTask();
        await asked.Task;
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.SetResult();

        Assert.Equal("at-1", await source.Token());
        Assert.Equal("rt-1", (await vault.ReadAsync(TestContext.Current.CancellationToken))?.RefreshToken?.Reveal());
        Assert.Single(issuer.Forms);
    }

    [Fact]
    public async Task Get_AfterAFailure_AsksAgain()
    {
        var answers = new Queue<HttpResponseMessage>([FakeIssuer.Json(503, "{}"), FakeIssuer.Token("at-1")]);
        using var it = new OAuthFixture(new FakeIssuer(_ => answers.Dequeue()));
        var source = it.Client.CreateSource(OAuthFixture.Refresh);

        Assert.Equal("oauth_issuer_unavailable", (await source.Failure()).Code);
        Assert.Equal("at-1", await source.Token());
    }

    [Fact]
    public async Task Get_StaticToken_ServesUntilItsEndOrItsRefusal()
    {
        var issuer = FakeIssuer.Counting();
        using var it = new OAuthFixture(issuer);
        var source = it.Client.CreateSource(new StaticTokenSettings(new Secret("fixed"), it.Time.GetUtcNow().AddMinutes(5)));

        Assert.Equal("fixed", await source.Token());
        Assert.Equal("oauth_token_rejected", (await source.Failure(rejected: "fixed")).Code);
        it.Time.Advance(TimeSpan.FromMinutes(5));
        var expired = await source.Failure();

        Assert.Equal((FaultScope.Connector, "oauth_token_expired"), (expired.Scope, expired.Code));
        Assert.Equal(OutcomeKind.Deferred, expired.ToOutcome().Kind);
        Assert.Empty(issuer.Forms);
    }
}
