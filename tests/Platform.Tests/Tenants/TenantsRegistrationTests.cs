using EmailPlatform.Connectors;
using EmailPlatform.Connectors.HttpCalls;
using EmailPlatform.Connectors.Network;
using EmailPlatform.Connectors.OAuth;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.BuiltIn;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Installation;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Mailboxes;
using EmailPlatform.Platform.Promotions;
using EmailPlatform.Platform.Revisions;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.TestKit.Connectors;
using EmailPlatform.TestKit.Stores;
using EmailPlatform.TestKit.Time;
using Microsoft.Extensions.DependencyInjection;

namespace EmailPlatform.Platform.Tenants;

public sealed class TenantsRegistrationTests
{
    [Fact]
    public async Task AddTenants_WithWhatItNeeds_IsComplete()
    {
        var (store, time, ring) = (new MemoryStore(), new ManualTime(), new KeyRing(EncryptionKey.Generate()));
        var fingerprints = await PlatformSecrets.OpenAsync(store.Platform, ring, TestContext.Current.CancellationToken);
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        var surroundings = new ConnectorSurroundings(
            new NoNetwork(), http, new ProviderHttp(new NoNetwork(), new NetworkOptions(), http, ProviderEndpoints.None), new OAuthClient(http, new NetworkOptions(), time), store.Tokens, store.Mailboxes, ring, fingerprints, new ConnectorPermissions(), time, "node.test");
        var services = new ServiceCollection()
            .AddLogging()
            .AddOptions()
            .AddSingleton<TimeProvider>(time)
            .AddSingleton(ring)
            .AddSingleton(fingerprints)
            .AddSingleton(ConnectorCatalog.Scan())
            .AddSingleton(surroundings)
            .AddSingleton<ITenantStore>(store.Tenants)
            .AddSingleton<ITenantPurgeStore>(store.Purge)
            .AddSingleton<ITemplateStore>(store.Templates)
            .AddSingleton<IKeyStore>(store.Keys)
            .AddSingleton<IAuditStore>(store.Audit)
            .AddSingleton<IMailboxStore>(store.Mailboxes)
            .AddSingleton<IPromotionStore>(store.Promotions)
            .AddSingleton<IPlatformStore>(store.Platform)
            .AddSingleton<ICapStore>(store.Caps)
            .AddSingleton<Sender>()
            .AddTenants();

        await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });

        Assert.NotNull(provider.GetRequiredService<TenantDirectory>());
        Assert.NotNull(provider.GetRequiredService<KeyService>());
        Assert.Same(provider.GetRequiredService<OpenRevisions>(), provider.GetRequiredService<IRevisionOpener>());
    }
}
