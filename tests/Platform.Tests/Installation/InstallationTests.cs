using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Storage;
using EmailPlatform.TestKit.Stores;
using EmailPlatform.TestKit.Time;

namespace EmailPlatform.Platform.Installation;

public sealed class InstallationTests
{
    private readonly MemoryStore _store = new();
    private readonly EncryptionKey _key = EncryptionKey.Generate();
    private readonly ManualTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_Again_HashesTheSame()
    {
        var first = await PlatformSecrets.OpenAsync(_store.Platform, new KeyRing(_key), Token);
        var second = await PlatformSecrets.OpenAsync(_store.Platform, new KeyRing(_key), Token);
        Assert.Equal(first.Hash("a", "b"), second.Hash("a", "b"));
    }

    [Fact]
    public async Task Open_WithAnotherKey_SaysWhatToDo()
    {
        await PlatformSecrets.OpenAsync(_store.Platform, new KeyRing(_key), Token);
        var refused = await Assert.ThrowsAsync<StoreOpeningException>(
            () => PlatformSecrets.OpenAsync(_store.Platform, new KeyRing(EncryptionKey.Generate()), Token));
        Assert.Contains(_key.Id, refused.Message);
        Assert.Contains("Start with the keys", refused.Message);
    }

    [Fact]
    public async Task Reencrypt_UnderANewCurrentKey_LeavesNothingUnderTheOldOne()
    {
        var before = await PlatformSecrets.OpenAsync(_store.Platform, new KeyRing(_key), Token);
        await FirstKey(new KeyRing(_key)).NoteShownAsync(Token);
        var current = EncryptionKey.Generate();
        var both = new KeyRing(current, _key);

        var report = await new Reencryption(_store.Platform, both).ReencryptAsync(Token);

        Assert.Equal(2, report.Resealed);
        Assert.Equal(new Dictionary<string, long> { [current.Id] = 2 }, report.SealedByKey);
        var after = await PlatformSecrets.OpenAsync(_store.Platform, new KeyRing(current), Token);
        Assert.Equal(before.Hash("a", "b"), after.Hash("a", "b"));
    }

    [Fact]
    public async Task FirstAdminKey_NotShownYet_IsMadeAgain()
    {
        var first = FirstKey(new KeyRing(_key));
        var lost = await first.EnsureAsync(null, Token);

        var made = await first.EnsureAsync(null, Token);

        Assert.NotNull(made);
        Assert.NotEqual(lost?.Reveal(), made.Reveal());
    }

    [Fact]
    public async Task FirstAdminKey_IsShownOnce()
    {
        var first = FirstKey(new KeyRing(_key));
        var made = await first.EnsureAsync(null, Token);
        Assert.StartsWith("ep_admin_", made?.Reveal());
        await first.NoteShownAsync(Token);
        Assert.Null(await first.EnsureAsync(null, Token));
        var stored = Assert.Single(await _store.Keys.ListAsync(null, null, 10, Token));
        Assert.Equal(ApiKeyText.Hash(made?.Reveal() ?? ""), stored.Hash);
        Assert.True(stored.IsAdmin);
        Assert.Equal("key.created", Assert.Single(_store.Audit.Entries).Action);
    }

    [Fact]
    public async Task FirstAdminKey_Configured_IsTakenOverAndNotShown()
    {
        var first = FirstKey(new KeyRing(_key));
        const string Configured = "a-key-that-the-operator-made-himself";
        Assert.Null(await first.EnsureAsync(Configured, Token));
        Assert.Null(await first.EnsureAsync(Configured, Token));
        Assert.Null(await first.EnsureAsync(null, Token));
        var stored = Assert.Single(await _store.Keys.ListAsync(null, null, 10, Token));

        await _store.Keys.RevokeAsync(stored.Id, _time.GetUtcNow(), _store.Audit.Entries[0], Token);

        await Assert.ThrowsAsync<StoreOpeningException>(() => first.EnsureAsync(Configured, Token));
        await Assert.ThrowsAsync<StoreOpeningException>(() => first.EnsureAsync("short", Token));
    }

    private FirstAdminKey FirstKey(KeyRing ring) => new(_store.Keys, _store.Platform, ring, _time);
}
