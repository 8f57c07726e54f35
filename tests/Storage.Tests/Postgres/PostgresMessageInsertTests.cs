using EmailPlatform.Storage.Messages;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresMessageInsertTests : InsertBehaviour
{
    [Fact]
    public async Task Insert_WithANulInAText_KeepsTheRest()
    {
        var message = NewMessage(await AddActiveTenantAsync("acme")) with { Locale = "e\0n" };

        await InsertAsync(message);

        Assert.Equal("e\uFFFDn", (await FindAsync(message)).Locale);
    }

    protected override StoreHome CreateHome() => new PostgresHome();
}
