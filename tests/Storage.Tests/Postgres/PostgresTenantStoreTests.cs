using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Tenants;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresTenantStoreTests : TenantStoreBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();

    [Fact]
    public async Task Text_WithACharacterThatTheDatabaseCannotKeep_IsKeptWithAnother()
    {
        var state = await AddTenantAsync("acme");
        var revision = NewRevision(state.Id, 1) with { Comment = "a\0b" };
        var next = state with { Version = 2, LastRevision = 1 };

        Assert.True(await Tenants.TryWriteAsync(new TenantChange(1, next, Entry(state.Id), revision), Token));

        Assert.Equal("a\uFFFDb", (await Tenants.FindRevisionAsync(state.Id, 1, Token))?.Comment);
        Assert.Empty(await Tenants.ListReceiptsAsync(state.Id, "\0", 10, Token));
    }
}
