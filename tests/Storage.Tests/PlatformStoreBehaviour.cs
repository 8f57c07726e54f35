using System.Security.Cryptography;
using System.Text;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage;

public abstract class PlatformStoreBehaviour : StoreBehaviour
{
    private static readonly string[] Keys = [Convert.ToBase64String(SHA256.HashData("old"u8)), Convert.ToBase64String(SHA256.HashData("new"u8))];

    private readonly KeyRing _old = KeyRing.Parse([Keys[0]]);
    private readonly KeyRing _both = KeyRing.Parse([Keys[1], Keys[0]]);

    private IPlatformStore Store => Get<IPlatformStore>();

    [Fact]
    public async Task Value_AddedByManyAtOnce_IsOneForAll()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Task.Run(() => Store.ReadOrAddValueAsync("check", [(byte)i], Token))));
        var stored = await Store.ReadValueAsync("check", Token);

        Assert.NotNull(stored);
        Assert.All(answers, answer => Assert.Equal(stored, answer));
        await ReopenAsync();
        Assert.Equal(stored, await Store.ReadValueAsync("check", Token));
    }

    [Fact]
    public async Task Value_Written_ReplacesTheOldOne()
    {
        Assert.Null(await Store.ReadValueAsync("name", Token));
        await Store.WriteValueAsync("name", [1], Token);
        await Store.WriteValueAsync("name", [2, 3], Token);
        Assert.Equal([2, 3], await Store.ReadValueAsync("name", Token));
    }

    [Fact]
    public async Task Check_OfAWorkingStore_Passes() => await Store.CheckAsync(Token);

    [Fact]
    public async Task Reseal_MovesEverythingUnderTheCurrentKey()
    {
        var count = await AddSealedAsync(_old);
        Assert.Equal(new Dictionary<string, long> { [_old.CurrentKeyId] = count }, await Store.CountSealedAsync(Token));

        Assert.Equal(count, await Store.ResealAsync(_both.CurrentKeyId, (value, context) => _both.Reseal(value, context), Token));

        Assert.Equal(new Dictionary<string, long> { [_both.CurrentKeyId] = count }, await Store.CountSealedAsync(Token));
        Assert.Equal(0, await Store.ResealAsync(_both.CurrentKeyId, (value, context) => _both.Reseal(value, context), Token));
    }

    /// <summary>Adds sealed values of every kind; returns how many.</summary>
    protected virtual async Task<long> AddSealedAsync(KeyRing keys)
    {
        const int Values = 25;
        const int Revisions = 2;
        for (var i = 0; i < Values; i++)
        {
            await Store.WriteValueAsync("value-" + i, keys.Seal("content"u8, SealedContext.Value("value-" + i)), Token);
        }

        var state = await AddTenantAsync("acme");
        for (var i = 1; i <= Revisions; i++)
        {
            var config = keys.Seal(Encoding.UTF8.GetBytes("config"), SealedContext.Revision(state.Id, i));
            var next = state with { Version = state.Version + 1, LastRevision = i };
            Assert.True(await Tenants.TryWriteAsync(new TenantChange(state.Version, next, Entry(state.Id), NewRevision(state.Id, i, config)), Token));
            state = next;
        }

        var tokens = Get<ITokenStore>();
        Assert.True(await tokens.TryLeaseAsync(state.Id, "grant", null, "holder", Now, TimeSpan.FromMinutes(1), Token));
        var token = new StoredToken(1, keys.Seal("token"u8, SealedContext.Token(state.Id, "grant")));
        Assert.True(await tokens.TryWriteAsync(state.Id, "grant", "holder", Now, token, Token));

        return Values + Revisions + 1;
    }
}
