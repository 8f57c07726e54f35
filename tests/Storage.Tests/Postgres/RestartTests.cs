using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace EmailPlatform.Storage.Postgres;

/// <summary>A server of its own, which goes down and comes back.</summary>
public sealed class RestartTests : StoreBehaviour
{
    private ServerHome? _home;

    private PostgresServer Server => _home?.Server ?? throw new InvalidOperationException("Not initialized.");

    protected override StoreHome CreateHome() => _home = new ServerHome();

    [Theory]
    [InlineData(PostgresStop.Fast)]
    [InlineData(PostgresStop.Immediate)]
    public async Task Server_Restarted_IsUnavailableMeanwhileAndThenWorksAgain(PostgresStop how)
    {
        var state = await ActivateAsync(await AddTenantAsync("acme"));
        await Server.Stop(how, Token);

        var problems = await Task.WhenAll(Enumerable.Range(0, 5).Select(
            i => Assert.ThrowsAsync<StoreUnavailableException>(() => i % 2 == 0 ? Tenants.FindAsync(state.Id, Token) : Get<IPlatformStore>().CheckAsync(Token))));
        Assert.All(problems, problem => Assert.StartsWith("PostgreSQL: ", problem.Message, StringComparison.Ordinal));

        await Server.StartAgain();

        Assert.Equal(state.Epoch, (await Tenants.FindAsync(state.Id, Token))?.Epoch);
        await ActivateAsync(state);
        await RestartUnnoticedAsync(how, state.Id);
    }

    [Fact]
    public async Task Server_BecomesAStandby_CanBeReadAndFailsTheCheck()
    {
        var state = await AddTenantAsync("acme");
        await Server.Stop(PostgresStop.Fast, Token);
        await Server.StartAsStandby();
        await Record.ExceptionAsync(() => Tenants.FindAsync(state.Id, Token));

        Assert.Equal(state.Version, (await Tenants.FindAsync(state.Id, Token))?.Version);
        var problem = await Assert.ThrowsAsync<StoreUnavailableException>(() => Get<IPlatformStore>().CheckAsync(Token));
        Assert.Contains("25006", problem.Message, StringComparison.Ordinal);
        var refusal = await Assert.ThrowsAsync<StoreOpeningException>(ReopenAsync);
        Assert.Contains("is a standby", refusal.Message, StringComparison.Ordinal);
    }

    private async Task RestartUnnoticedAsync(PostgresStop how, TenantId tenant)
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Tenants.FindAsync(tenant, Token)));
        await Server.Stop(how, Token);
        await Server.StartAgain();

        // A connection that was cut while nobody used it says so to the first who does, for all of them.
        await Record.ExceptionAsync(() => Tenants.FindAsync(tenant, Token));
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(2, (await Tenants.FindAsync(tenant, Token))?.Epoch);
        }
    }

    private sealed class ServerHome : StoreHome
    {
        public PostgresServer? Server { get; private set; }

        public override async Task<ServiceProvider> OpenAsync()
        {
            if (Server is null)
            {
                Server = await PostgresServer.Start(new PostgresSetup(IsDurable: true));
                await PostgresRun.CreateRolesAsync(Server);
                await PostgresUpkeep.MigrateAsync(new PostgresOptions(PostgresRun.ConnectionString(Server, "emailplatform", PostgresRun.Owner)), CancellationToken.None);
            }

            return await PostgresHome.OpenAsync(PostgresRun.ConnectionString(Server, "emailplatform", PostgresRun.App));
        }

        public override ValueTask DisposeAsync() => Server is null ? ValueTask.CompletedTask : Server.DisposeAsync();
    }
}
