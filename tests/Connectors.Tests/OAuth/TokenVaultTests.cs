namespace EmailPlatform.Connectors.OAuth;

/// <summary>Rotation over several nodes, with an issuer that takes a second use of a refresh token for theft.</summary>
public sealed class TokenVaultTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_IssuerRotates_AsksNextWithTheRotatedToken()
    {
        var issuer = new StrictIssuer();
        using var it = new OAuthFixture(issuer.Handler);
        var vault = new MemoryTokenVault(it.Time);

        Assert.Equal("at-1", await it.Client.CreateSource(OAuthFixture.Refresh, vault).Token());
        it.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("at-2", await it.Client.CreateSource(OAuthFixture.Refresh, vault).Token());

        Assert.Equal(["rt-0", "rt-1"], issuer.Handler.Forms.Select(form => form["refresh_token"]));
        Assert.Equal(2, (await vault.ReadAsync(Cancellation))?.Version);
    }

    [Fact]
    public async Task Get_IssuerKeepsTheRefreshToken_SoDoWe()
    {
        var issuer = FakeIssuer.Counting();
        using var it = new OAuthFixture(issuer);
        var source = it.Client.CreateSource(OAuthFixture.Refresh, new MemoryTokenVault(it.Time));

        await source.Token();
        await source.Token(rejected: "at-1");

        Assert.All(issuer.Forms, form => Assert.Equal("rt-0", form["refresh_token"]));
    }

    [Fact]
    public async Task Get_AnotherNodeHasRenewed_TakesItsToken()
    {
        var issuer = new StrictIssuer();
        using var it = new OAuthFixture(issuer.Handler);
        var vault = new MemoryTokenVault(it.Time);
        var (here, there) = (it.Client.CreateSource(OAuthFixture.Refresh, vault), it.Client.CreateSource(OAuthFixture.Refresh, vault));

        Assert.Equal("at-1", await here.Token());
        Assert.Equal("at-1", await there.Token());
        Assert.Equal("at-2", await there.Token(rejected: "at-1"));
        Assert.Equal("at-2", await here.Token(rejected: "at-1"));

        Assert.Equal(2, issuer.Handler.Forms.Count);
    }

    [Fact]
    public async Task Get_ManyNodesAtOnce_NeverUseARefreshTokenTwice()
    {
        var issuer = new StrictIssuer();
        using var http = new HttpMessageInvoker(issuer.Handler);
        var client = new OAuthClient(http, new(), TimeProvider.System);
        var vault = new MemoryTokenVault(TimeProvider.System);
        var nodes = Enumerable.Range(0, 8).Select(_ => client.CreateSource(OAuthFixture.Refresh, vault)).ToArray();
        string? rejected = null;

        for (var round = 1; round <= 5; round++)
        {
            var refused = rejected;
            var tokens = await Task.WhenAll(nodes.Select(node => Task.Run(() => node.Token(refused))));
            rejected = Assert.Single(tokens.Distinct());
            Assert.Equal($"at-{round}", rejected);
        }

        Assert.Equal(5, issuer.Handler.Forms.Count);
    }

    [Fact]
    public async Task Get_AnotherNodeHoldsTheLease_WaitsForWhatItStores()
    {
        var issuer = FakeIssuer.Counting();
        using var it = new OAuthFixture(issuer);
        var vault = new MemoryTokenVault(it.Time);
        var lease = await vault.TryLeaseAsync(TimeSpan.FromMinutes(1), Cancellation);
        Assert.NotNull(lease);

        var waiting = it.Client.CreateSource(OAuthFixture.Refresh, vault).Token();
        await it.Time.WhenTimersAsync(1);
        await lease.WriteAsync(new TokenState(new Secret("theirs"), null, new Secret("rt-9"), 1), Cancellation);
        it.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("theirs", await waiting);
        Assert.Empty(issuer.Forms);
    }

    [Fact]
    public async Task Get_AnotherNodeHoldsTheLeaseTooLong_IsDeferred()
    {
        using var it = new OAuthFixture(FakeIssuer.Counting());
        var vault = new MemoryTokenVault(it.Time);
        await using var lease = await vault.TryLeaseAsync(TimeSpan.FromHours(1), Cancellation);

        var waiting = it.Client.CreateSource(OAuthFixture.Refresh, vault).Failure();
        while (!waiting.IsCompleted)
        {
            await Task.WhenAny(waiting, it.Time.WhenTimersAsync(1));
            it.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var failure = await waiting;
        Assert.Equal((FaultScope.Platform, "oauth_renewal_busy"), (failure.Scope, failure.Code));
    }

    [Fact]
    public async Task Get_LeaseLostBeforeStoring_DoesNotUseTheToken()
    {
        using var it = new OAuthFixture(new FakeIssuer(_ => FakeIssuer.Token("at-1", refreshToken: "rt-1")));
        var vault = new SlowVault(new MemoryTokenVault(it.Time), it.Time);

        var failure = await it.Client.CreateSource(OAuthFixture.Refresh, vault).Failure();

        Assert.Equal((FaultScope.Platform, "oauth_renewal_lost"), (failure.Scope, failure.Code));
        Assert.Null(await vault.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task Get_VaultBroken_IsDeferredAndTriesAgainLater()
    {
        var issuer = FakeIssuer.Counting();
        using var it = new OAuthFixture(issuer);
        var vault = new BrokenVault(new MemoryTokenVault(it.Time)) { IsBroken = true };
        var source = it.Client.CreateSource(OAuthFixture.Refresh, vault);

        var failure = await source.Failure();
        Assert.Equal((FaultScope.Platform, "oauth_vault_unavailable"), (failure.Scope, failure.Code));
        Assert.Empty(issuer.Forms);
        vault.IsBroken = false;

        Assert.Equal("at-1", await source.Token());
    }

    [Fact]
    public async Task Get_WriteFailsForAMoment_IsWrittenAgainAndTheIssuerAskedOnce()
    {
        var issuer = new StrictIssuer();
        using var it = new OAuthFixture(issuer.Handler);
        var vault = new BrokenVault(new MemoryTokenVault(it.Time)) { FailingWrites = 1 };

        var waiting = it.Client.CreateSource(OAuthFixture.Refresh, vault).Token();
        await vault.WriteFailed;
        await it.Time.WhenTimersAsync(1);
        it.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("at-1", await waiting);
        Assert.Equal("rt-1", (await vault.ReadAsync(Cancellation))?.RefreshToken?.Reveal());
        Assert.Single(issuer.Handler.Forms);
    }

    [Fact]
    public async Task Get_WriteFailsForLong_IsHeldAndWrittenBeforeTheIssuerIsAskedAgain()
    {
        var issuer = new StrictIssuer();
        using var it = new OAuthFixture(issuer.Handler);
        var vault = new BrokenVault(new MemoryTokenVault(it.Time)) { FailingWrites = int.MaxValue };
        var source = it.Client.CreateSource(OAuthFixture.Refresh, vault);

        var waiting = source.Failure();
        await vault.WriteFailed;
        while (!waiting.IsCompleted)
        {
            await Task.WhenAny(waiting, it.Time.WhenTimersAsync(1));
            it.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var failure = await waiting;
        Assert.Equal((FaultScope.Platform, "oauth_renewal_lost"), (failure.Scope, failure.Code));
        vault.FailingWrites = 0;
        it.Time.Advance(TimeSpan.FromHours(2));

        // What was held has expired meanwhile: it is written all the same, because the issuer expects its refresh token next.
        var next = source.Token();
        await vault.Written;
        await it.Time.WhenTimersAsync(1);
        it.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("at-2", await next);
        Assert.Equal(["rt-0", "rt-1"], issuer.Handler.Forms.Select(form => form["refresh_token"]));
        Assert.Equal(2, (await vault.ReadAsync(Cancellation))?.Version);
    }

    [Fact]
    public async Task Get_LeaseCannotBeGivenBack_StillHasTheToken()
    {
        var issuer = new StrictIssuer();
        using var it = new OAuthFixture(issuer.Handler);
        var vault = new BrokenVault(new MemoryTokenVault(it.Time)) { KeepsLeases = true };

        Assert.Equal("at-1", await it.Client.CreateSource(OAuthFixture.Refresh, vault).Token());
    }

    [Fact]
    public async Task Lease_OfMemory_IsOneAtATimeAndEndsWithItsTime()
    {
        using var it = new OAuthFixture(FakeIssuer.Counting());
        var vault = new MemoryTokenVault(it.Time);
        var state = new TokenState(new Secret("at"), null, null, 1);

        var first = await vault.TryLeaseAsync(TimeSpan.FromSeconds(10), Cancellation);
        Assert.NotNull(first);
        Assert.Null(await vault.TryLeaseAsync(TimeSpan.FromSeconds(10), Cancellation));
        it.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(await first.WriteAsync(state, Cancellation));
        var second = await vault.TryLeaseAsync(TimeSpan.FromSeconds(10), Cancellation);
        Assert.NotNull(second);
        await first.DisposeAsync();
        Assert.Null(await vault.TryLeaseAsync(TimeSpan.FromSeconds(10), Cancellation));

        Assert.False(await second.WriteAsync(state with { Version = 2 }, Cancellation));
        Assert.True(await second.WriteAsync(state, Cancellation));
        await second.DisposeAsync();
        Assert.NotNull(await vault.TryLeaseAsync(TimeSpan.FromSeconds(10), Cancellation));
    }

    /// <summary>Rotates with every answer and revokes everything when it sees an old refresh token.</summary>
    private sealed class StrictIssuer
    {
        private int _count;

        public StrictIssuer()
        {
            Handler = new FakeIssuer(async form =>
            {
                var before = _count;
                await Task.Yield();

                return form["refresh_token"] == $"rt-{before}" && Interlocked.CompareExchange(ref _count, before + 1, before) == before
                    ? FakeIssuer.Token($"at-{before + 1}", refreshToken: $"rt-{before + 1}")
                    : FakeIssuer.Json(400, """{"error":"invalid_grant"}""");
            });
        }

        public FakeIssuer Handler { get; }
    }

    /// <summary>By the time that something is to be written the lease has run out.</summary>
    private sealed class SlowVault(MemoryTokenVault inner, TestKit.Time.ManualTime time) : ITokenVault
    {
        public ValueTask<TokenState?> ReadAsync(CancellationToken cancellationToken) => inner.ReadAsync(cancellationToken);

        public async ValueTask<ITokenLease?> TryLeaseAsync(TimeSpan duration, CancellationToken cancellationToken) =>
            await inner.TryLeaseAsync(duration, cancellationToken) is { } lease ? new SlowLease(lease, duration, time) : null;
    }

    private sealed class SlowLease(ITokenLease inner, TimeSpan duration, TestKit.Time.ManualTime time) : ITokenLease
    {
        public ValueTask<bool> WriteAsync(TokenState state, CancellationToken cancellationToken)
        {
            time.Advance(duration);

            return inner.WriteAsync(state, cancellationToken);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    private sealed class BrokenVault(MemoryTokenVault inner) : ITokenVault
    {
        private readonly TaskCompletionSource _writeFailed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsBroken { get; set; }

        public int FailingWrites { get; set; }

        /// <summary>From the first write that failed.</summary>
        public Task WriteFailed => _writeFailed.Task;

        /// <summary>From the first that did not.</summary>
        public Task Written => _written.Task;

        public bool KeepsLeases { get; set; }

        public ValueTask<TokenState?> ReadAsync(CancellationToken cancellationToken) =>
            IsBroken ? throw Gone() : inner.ReadAsync(cancellationToken);

        public async ValueTask<ITokenLease?> TryLeaseAsync(TimeSpan duration, CancellationToken cancellationToken) =>
            await inner.TryLeaseAsync(duration, cancellationToken) is { } lease ? new BrokenLease(this, lease) : null;

        private static TokenVaultException Gone() => new("The tokens cannot be reached.", new InvalidOperationException("The store is gone."));

        private sealed class BrokenLease(BrokenVault vault, ITokenLease lease) : ITokenLease
        {
            public ValueTask<bool> WriteAsync(TokenState state, CancellationToken cancellationToken)
            {
                if (vault.FailingWrites > 0)
                {
                    vault.FailingWrites--;
                    vault._writeFailed.TrySetResult();
                    throw Gone();
                }

                vault._written.TrySetResult();
                return lease.WriteAsync(state, cancellationToken);
            }

            public ValueTask DisposeAsync() => vault.KeepsLeases ? throw Gone() : lease.DisposeAsync();
        }
    }
}
