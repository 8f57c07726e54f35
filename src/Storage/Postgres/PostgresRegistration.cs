using EmailPlatform.Platform.Messages;
using EmailPlatform.Storage.Postgres.Engine;
using EmailPlatform.Storage.Postgres.Messages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EmailPlatform.Storage.Postgres;

/// <summary>Registers the store that several nodes share.</summary>
public static class PostgresRegistration
{
    /// <summary>
    /// Every store of the platform over one PostgreSQL database. <see cref="Platform.Storage.IPlatformStore.OpenAsync"/> opens it;
    /// disposing the container closes it, after what was asked of it is committed.
    /// </summary>
    public static IServiceCollection AddPostgresStorage(this IServiceCollection services, PostgresOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<PostgresDatabase>();
        services.AddSingleton<IMessageStore, PostgresMessageStore>();
        return services;
    }
}
