using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Keys;

public sealed class KeyServiceTests : IAsyncDisposable
{
    private static readonly TenantId Acme = TenantId.Parse("acme");
    private static readonly TenantId Other = TenantId.Parse("other");

    private readonly TestTenants _tenants = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_TenantKey_ReachesItsTenantWithItsScopes()
    {
        await _tenants.CreateAsync();
        var created = await CreateAsync(new NewKey("app", ["messages:send", "keys"]), Acme);
        var text = created.Text?.Reveal() ?? "";

        var caller = await AuthenticateAsync(text, "192.0.2.9");

        Assert.StartsWith("ep_", text);
        Assert.Equal(ApiKeyText.Prefix(text), created.Key.Prefix);
        Assert.NotNull(caller);
        Assert.Equal(new Actor(created.Key.Id, "app", "192.0.2.9"), caller.Actor);
        Assert.True(caller.Can(Scope.MessagesSend, Acme));
        Assert.False(caller.Can(Scope.MessagesRead, Acme));
        Assert.False(caller.Can(Scope.MessagesSend, Other));
        Assert.False(caller.Reaches(Other));
    }

    [Fact]
    public async Task Create_AdminKey_ReachesEverything()
    {
        var created = await _tenants.Keys.CreateAdminKeyAsync(new NewKey("ops"), Caller.System, Token);
        var caller = await AuthenticateAsync(created.Value?.Text?.Reveal() ?? "");
        Assert.StartsWith("ep_admin_", created.Value?.Text?.Reveal());
        Assert.True(caller?.IsAdmin);
        Assert.All(Scope.All, scope => Assert.True(caller?.Can(scope, Other)));
    }

    [Theory]
    [InlineData(null, "keys", null, "name")]
    [InlineData(" ", "keys", null, "name")]
    [InlineData("two\nlines", "keys", null, "name")]
    [InlineData("app", "", null, "scopes")]
    [InlineData("app", "keys,nonesuch,MESSAGES:SEND", null, "scopes[1],scopes[2]")]
    [InlineData("app", "keys", "ABCDEF", "hash")]
    public async Task Create_Wrong_EveryProblemHasItsPath(string? name, string scopes, string? hash, string paths)
    {
        await _tenants.CreateAsync();
        var refused = await _tenants.Keys.CreateTenantKeyAsync(
            [Acme], new NewKey(name, scopes.Split(',', StringSplitOptions.RemoveEmptyEntries), Hash: hash), Caller.System, Token);
        Assert.Equal(paths.Split(','), refused.Problem?.Errors?.Select(error => error.Path));
    }

    [Fact]
    public async Task Create_ByATenantKey_NeverMoreThanItHas()
    {
        await _tenants.CreateAsync();
        await _tenants.CreateAsync("other");
        var ends = _tenants.Time.GetUtcNow().AddDays(1);
        var maker = await CallerOfAsync(new NewKey("maker", ["keys", "messages:send"], ends), Acme);
        var sender = await CallerOfAsync(new NewKey("sender", ["messages:send"]), Acme);
        var shared = await CallerOfAsync(new NewKey("shared", ["keys", "messages:send"]), Acme, Other);

        Assert.True((await TryCreateAsync(new NewKey("less", ["messages:send"], ends), maker, Acme)).IsOk);
        Assert.Equal(ProblemCode.Forbidden, (await TryCreateAsync(new NewKey("more", ["messages:read"], ends), maker, Acme)).Problem?.Code);
        Assert.Equal(ProblemCode.Forbidden, (await TryCreateAsync(new NewKey("longer", ["messages:send"], ends.AddSeconds(1)), maker, Acme)).Problem?.Code);
        Assert.Equal(ProblemCode.Forbidden, (await TryCreateAsync(new NewKey("for ever", ["messages:send"]), maker, Acme)).Problem?.Code);
        Assert.Equal(ProblemCode.Forbidden, (await TryCreateAsync(new NewKey("elsewhere", ["messages:send"], ends), maker, Other)).Problem?.Code);
        Assert.Equal(ProblemCode.Forbidden, (await TryCreateAsync(new NewKey("without keys", ["messages:send"]), sender, Acme)).Problem?.Code);
        Assert.Equal(ProblemCode.Forbidden, (await TryCreateAsync(new NewKey("several", ["messages:send"]), shared, Acme, Other)).Problem?.Code);
        Assert.Equal(ProblemCode.Forbidden, (await _tenants.Keys.CreateAdminKeyAsync(new NewKey("admin"), maker, Token)).Problem?.Code);
    }

    [Fact]
    public async Task Create_WithTheCallersOwnHash_NeverSeesTheKey()
    {
        await _tenants.CreateAsync();
        var own = "a key of the caller's own making 0123456789";
        var request = new NewKey("own", ["messages:send"], Hash: ApiKeyText.Hash(own));
        var created = await CreateAsync(request, Acme);

        Assert.Null(created.Text);
        Assert.Equal(created.Key.Id, (await AuthenticateAsync(own))?.Actor.KeyId);
        Assert.Equal("hash", Assert.Single((await TryCreateAsync(request, Caller.System, Acme)).Problem?.Errors ?? []).Path);
    }

    [Fact]
    public async Task Create_HundredAndFirst_IsRefusedAlsoAtOnce()
    {
        await _tenants.CreateAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 110).Select(index =>
            Task.Run(() => TryCreateAsync(new NewKey($"key {index}", ["keys"]), Caller.System, Acme))));
        Assert.Equal(100, answers.Count(answer => answer.IsOk));
        Assert.All(answers.Where(answer => !answer.IsOk), answer => Assert.Equal(ProblemCode.WrongState, answer.Problem?.Code));
    }

    [Fact]
    public async Task Create_ForNobody_IsNotFound()
    {
        Assert.Equal(ProblemCode.NotFound, (await TryCreateAsync(new NewKey("app", ["keys"]), Caller.System, Acme)).Problem?.Code);
    }

    [Fact]
    public async Task Create_ChangesTheTenantsVersion()
    {
        var tenant = await _tenants.CreateAsync();
        await CreateAsync(new NewKey("app", ["keys"]), Acme);
        Assert.Equal(2, tenant.Snapshot.Version);
        Assert.True((await tenant.PatchAsync(TestTenants.Json("""{ "name": "New" }"""), 2, TestTenants.By, Token)).IsOk);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ep_nonesuch")]
    public async Task Authenticate_NoKey_IsNobody(string text)
    {
        Assert.Null(await AuthenticateAsync(text));
        Assert.Null(await AuthenticateAsync(new string('x', ApiKeyText.MaxLength + 1)));
    }

    [Fact]
    public async Task Authenticate_Expired_IsNobody()
    {
        await _tenants.CreateAsync();
        var created = await CreateAsync(new NewKey("app", ["keys"], _tenants.Time.GetUtcNow().AddMinutes(1)), Acme);
        Assert.NotNull(await AuthenticateAsync(created.Text?.Reveal() ?? ""));
        _tenants.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await AuthenticateAsync(created.Text?.Reveal() ?? ""));
    }

    [Fact]
    public async Task Authenticate_AgainAndAgain_AsksTheStoreOnce()
    {
        await _tenants.CreateAsync();
        var created = await CreateAsync(new NewKey("app", ["keys"]), Acme);
        for (var count = 0; count < 100; count++)
        {
            await AuthenticateAsync(created.Text?.Reveal() ?? "");
        }

        Assert.Equal(1, _tenants.Store.Keys.Lookups);
    }

    [Fact]
    public async Task Revoke_HoldsAtOnceHereAndWithinASecondElsewhere()
    {
        await _tenants.CreateAsync();
        await using var elsewhere = new TestTenants(sameInstallation: _tenants);
        var created = await CreateAsync(new NewKey("app", ["keys"]), Acme);
        var text = created.Text?.Reveal() ?? "";
        Assert.NotNull(await AuthenticateAsync(text));
        Assert.NotNull(await elsewhere.Keys.AuthenticateAsync(text, null, Token));

        Assert.True((await _tenants.Keys.RevokeAsync(Acme, created.Key.Id, Caller.System, Token)).IsOk);

        Assert.Null(await AuthenticateAsync(text));
        _tenants.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await elsewhere.Keys.AuthenticateAsync(text, null, Token));
        Assert.Equal(ProblemCode.NotFound, (await _tenants.Keys.RevokeAsync(Acme, created.Key.Id, Caller.System, Token)).Problem?.Code);
        Assert.Equal("key.revoked", _tenants.Store.Audit.Entries[^1].Action);
    }

    [Fact]
    public async Task Revoke_OthersKeys_IsRefused()
    {
        await _tenants.CreateAsync();
        await _tenants.CreateAsync("other");
        var shared = await CreateAsync(new NewKey("shared", ["messages:send"]), Acme, Other);
        var theirs = await CreateAsync(new NewKey("theirs", ["messages:send"]), Other);
        var admin = await _tenants.Keys.CreateAdminKeyAsync(new NewKey("ops"), Caller.System, Token);
        var maker = await CallerOfAsync(new NewKey("maker", ["keys"]), Acme);

        Assert.Equal(ProblemCode.Forbidden, (await _tenants.Keys.RevokeAsync(Acme, shared.Key.Id, maker, Token)).Problem?.Code);
        Assert.Equal(ProblemCode.NotFound, (await _tenants.Keys.RevokeAsync(Acme, theirs.Key.Id, maker, Token)).Problem?.Code);
        Assert.Equal(ProblemCode.NotFound, (await _tenants.Keys.RevokeAsync(Acme, admin.Value?.Key.Id ?? "", maker, Token)).Problem?.Code);
        Assert.Equal(ProblemCode.Forbidden, (await _tenants.Keys.RevokeAsync(null, admin.Value?.Key.Id ?? "", maker, Token)).Problem?.Code);
        Assert.True((await _tenants.Keys.RevokeAsync(Acme, shared.Key.Id, Caller.System, Token)).IsOk);
    }

    [Fact]
    public async Task List_TellsTheLastUse()
    {
        await _tenants.CreateAsync();
        var created = await CreateAsync(new NewKey("app", ["keys"]), Acme);
        await AuthenticateAsync(created.Text?.Reveal() ?? "", "192.0.2.9");
        var listed = Assert.Single(await _tenants.Keys.ListAsync(Acme, null, 10, Token));
        Assert.Equal((_tenants.Time.GetUtcNow(), "192.0.2.9"), (listed.LastUsedAt, listed.LastUsedFrom));
        Assert.Empty(await _tenants.Keys.ListAsync(null, null, 10, Token));
    }

    [Fact]
    public void Scope_EveryName_ReadsBack()
    {
        Assert.All(Scope.All, scope =>
        {
            Assert.True(Scope.TryParse(scope.ToString(), out var read));
            Assert.Equal(scope, read);
        });
        Assert.False(Scope.TryParse("Keys", out _));
        Assert.False(Scope.TryParse(null, out _));
    }

    public ValueTask DisposeAsync() => _tenants.DisposeAsync();

    private ValueTask<Caller?> AuthenticateAsync(string text, string? address = null) => _tenants.Keys.AuthenticateAsync(text, address, Token);

    private Task<Result<CreatedKey>> TryCreateAsync(NewKey request, Caller by, params TenantId[] of) =>
        _tenants.Keys.CreateTenantKeyAsync(of, request, by, Token);

    private async Task<CreatedKey> CreateAsync(NewKey request, params TenantId[] of)
    {
        var created = await TryCreateAsync(request, Caller.System, of);
        return created.Value ?? throw new InvalidOperationException(created.Problem?.Detail);
    }

    private async Task<Caller> CallerOfAsync(NewKey request, params TenantId[] of) =>
        await AuthenticateAsync((await CreateAsync(request, of)).Text?.Reveal() ?? "") ?? throw new InvalidOperationException("The key is not good.");
}
