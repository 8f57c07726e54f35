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
using EmailPlatform.Storage.Sqlite.Audit;
using EmailPlatform.Storage.Sqlite.BuiltIn;
using EmailPlatform.Storage.Sqlite.Engine;
using EmailPlatform.Storage.Sqlite.Idempotency;
using EmailPlatform.Storage.Sqlite.Keys;
using EmailPlatform.Storage.Sqlite.Mailboxes;
using EmailPlatform.Storage.Sqlite.Messages;
using EmailPlatform.Storage.Sqlite.Nodes;
using EmailPlatform.Storage.Sqlite.Promotions;
using EmailPlatform.Storage.Sqlite.Templates;
using EmailPlatform.Storage.Sqlite.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EmailPlatform.Storage.Sqlite;

/// <summary>Registers the embedded store.</summary>
public static class SqliteRegistration
{
    /// <summary>
    /// Every store of the platform over one SQLite file. <see cref="IPlatformStore.OpenAsync"/> opens it; disposing the
    /// container closes it, after what was asked of it is committed.
    /// </summary>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, SqliteOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<SqliteDatabase>();
        services.AddSingleton<IPlatformStore, SqlitePlatformStore>();
        services.AddSingleton<ITenantStore, SqliteTenantStore>();
        services.AddSingleton<ITenantPurgeStore, SqliteTenantPurgeStore>();
        services.AddSingleton<IPromotionStore, SqlitePromotionStore>();
        services.AddSingleton<ITemplateStore, SqliteTemplateStore>();
        services.AddSingleton<ITokenStore, SqliteTokenStore>();
        services.AddSingleton<IKeyStore, SqliteKeyStore>();
        services.AddSingleton<IAuditStore, SqliteAuditStore>();
        services.AddSingleton<IKeptAnswerStore, SqliteKeptAnswerStore>();
        services.AddSingleton<IMessageStore, SqliteMessageStore>();
        services.AddSingleton<INodeStore, SqliteNodeStore>();
        services.AddSingleton<ICapStore, SqliteCapStore>();
        services.AddSingleton<IMailboxStore, SqliteMailboxStore>();
        return services;
    }
}
