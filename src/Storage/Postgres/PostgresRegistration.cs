using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.BuiltIn;
using EmailPlatform.Platform.Idempotency;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Mailboxes;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Nodes;
using EmailPlatform.Platform.Promotions;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Postgres.Audit;
using EmailPlatform.Storage.Postgres.BuiltIn;
using EmailPlatform.Storage.Postgres.Engine;
using EmailPlatform.Storage.Postgres.Idempotency;
using EmailPlatform.Storage.Postgres.Keys;
using EmailPlatform.Storage.Postgres.Mailboxes;
using EmailPlatform.Storage.Postgres.Messages;
using EmailPlatform.Storage.Postgres.Nodes;
using EmailPlatform.Storage.Postgres.Promotions;
using EmailPlatform.Storage.Postgres.Templates;
using EmailPlatform.Storage.Postgres.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EmailPlatform.Storage.Postgres;

/// <summary>Registers the store that several nodes share.</summary>
public static class PostgresRegistration
{
    /// <summary>
    /// Every store of the platform over one PostgreSQL database. <see cref="IPlatformStore.OpenAsync"/> opens it;
    /// disposing the container closes it, after what was asked of it is committed.
    /// </summary>
    public static IServiceCollection AddPostgresStorage(this IServiceCollection services, PostgresOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<PostgresDatabase>();
        services.AddSingleton<IPlatformStore, PostgresPlatformStore>();
        services.AddSingleton<ITenantStore, PostgresTenantStore>();
        services.AddSingleton<ITenantPurgeStore, PostgresTenantPurgeStore>();
        services.AddSingleton<IPromotionStore, PostgresPromotionStore>();
        services.AddSingleton<ITemplateStore, PostgresTemplateStore>();
        services.AddSingleton<ITokenStore, PostgresTokenStore>();
        services.AddSingleton<IKeyStore, PostgresKeyStore>();
        services.AddSingleton<IAuditStore, PostgresAuditStore>();
        services.AddSingleton<ICapStore, PostgresCapStore>();
        services.AddSingleton<IMailboxStore, PostgresMailboxStore>();
        services.AddSingleton<IKeptAnswerStore, PostgresKeptAnswerStore>();
        services.AddSingleton<IMessageStore, PostgresMessageStore>();
        services.AddSingleton<INodeStore, PostgresNodeStore>();
        return services;
    }
}
