using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.BuiltIn;
using EmailPlatform.Platform.Idempotency;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Mailboxes;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Nodes;
using EmailPlatform.Platform.Promotions;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace EmailPlatform.Storage;

/// <summary>The stores that other tests put in a real one's place: what holds for the one has to hold for the other.</summary>
public sealed class MemoryHome : StoreHome
{
    private readonly MemoryStore _store = new();

    public override Task<ServiceProvider> OpenAsync() => Task.FromResult(new ServiceCollection()
        .AddSingleton<ITenantStore>(_store.Tenants)
        .AddSingleton<ITenantPurgeStore>(_store.Purge)
        .AddSingleton<IPromotionStore>(_store.Promotions)
        .AddSingleton<ITemplateStore>(_store.Templates)
        .AddSingleton<ITokenStore>(_store.Tokens)
        .AddSingleton<IKeyStore>(_store.Keys)
        .AddSingleton<IAuditStore>(_store.Audit)
        .AddSingleton<IKeptAnswerStore>(_store.KeptAnswers)
        .AddSingleton<IMessageStore>(_store.Messages)
        .AddSingleton<INodeStore>(_store.Nodes)
        .AddSingleton<ICapStore>(_store.Caps)
        .AddSingleton<IMailboxStore>(_store.Mailboxes)
        .BuildServiceProvider());

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
