using System.Net;
using System.Security.Cryptography;
using EmailPlatform.Connectors;
using EmailPlatform.Connectors.HttpCalls;
using EmailPlatform.Connectors.Network;
using EmailPlatform.Connectors.OAuth;
using EmailPlatform.Platform.BuiltIn;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Mailboxes;
using EmailPlatform.Platform.Nodes;
using EmailPlatform.Platform.Revisions;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.BuiltIn;
using EmailPlatform.Server.Health;
using EmailPlatform.Server.Json;
using EmailPlatform.Server.Messages;
using EmailPlatform.Server.OpenApi;
using EmailPlatform.Server.Problems;
using EmailPlatform.Storage.Postgres;
using EmailPlatform.Storage.Sqlite;

namespace EmailPlatform.Server.Hosting;

/// <summary>The composition root: what a node is made of.</summary>
internal static class PlatformServices
{
    private const long MaxBody = 1024 * 1024;

    public static void AddPlatform(this WebApplicationBuilder builder, PlatformOptions options, string folder, KeyRing keys)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new Random(RandomNumberGenerator.GetInt32(int.MaxValue)));
        services.AddSingleton(keys);
        services.AddSingleton<Installation>();
        services.AddSingleton(static provider => provider.GetRequiredService<Installation>().Fingerprints);

        services.AddStore(options, folder);
        services.AddConnectors(builder, options);
        services.Configure<DeliveryOptions>(builder.Configuration.GetSection("EmailPlatform:Delivery"));
        services.Configure<TenantOptions>(builder.Configuration.GetSection("EmailPlatform:Tenants"));
        services.AddOptions<CapOptions>().Bind(builder.Configuration.GetSection($"{BuiltInSetup.Section}:Caps")).ValidateOnStart();
        services.Configure<OpenRevisionOptions>(builder.Configuration.GetSection("EmailPlatform:OpenRevisions"));
        services.AddNode(new NodeProfile(
            NodeNames.Of(options.Node, Environment.MachineName, Listening.FirstPort(builder.Configuration)), "all", "direct", ProgramVersion.Value));
        services.AddDelivery();
        services.AddTenants();

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
        });
        services.ConfigureHttpJsonOptions(json => JsonRules.Apply(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(static routes => routes.ThrowOnBadRequest = true);
        services.Configure<HostOptions>(static host =>
        {
            // At once: a client that is slow to finish must not take the time from attempts under way. What is accepted
            // after the dispatcher has stopped is durable, unleased, and waits for the next start.
            host.ServicesStopConcurrently = true;
            host.ShutdownTimeout = TimeSpan.FromSeconds(40);
        });
        services.AddSingleton<MessageWaits>();
        services.AddSingleton<OnceSending>();
        services.AddSingleton<BatchSending>();
        services.AddSingleton<StoreCheck>();
        services.AddExceptionHandler<ProblemHandler>();
        services.AddProblemDetails();
        services.AddApiDescription();
    }

    private static void AddStore(this IServiceCollection services, PlatformOptions options, string folder)
    {
        switch (StoreChoice.Of(options))
        {
            case StoreKind.Sqlite:
                services.AddSqliteStorage(new SqliteOptions(folder));
                break;
            case StoreKind.Postgres:
                services.AddPostgresStorage(StoreChoice.Postgres(options));
                break;
        }
    }

    private static void AddConnectors(this IServiceCollection services, WebApplicationBuilder builder, PlatformOptions options)
    {
        var network = builder.Configuration.GetSection("EmailPlatform:Network").Get<NetworkOptions>() ?? new NetworkOptions();
        network.AllowLoopback |= builder.Environment.IsDevelopment();
        foreach (var endpoint in Listening.OwnEndpoints(builder.Configuration))
        {
            network.DeniedEndpoints.Add(endpoint);
        }

        services.AddSingleton(new ConnectorPermissions(
            options.Permissions.UnverifiedTls, options.Permissions.LocalAddress, network.PlainHttp));
        var catalog = ConnectorCatalog.Scan();
        services.AddSingleton(catalog);
        // Read now, so that a mistake is told at the start.
        var endpoints = ProviderEndpoints.Parse(
            options.ProviderEndpoints, [.. catalog.All.SelectMany(connector => BaseUrls(connector.Description))]);
        var grants = CloudGrantOptions.Parse(options.Permissions.Cloud);
        services.AddBuiltIn(builder.Configuration, catalog, network, endpoints, options);
        services.AddSingleton(network);
        services.AddSingleton(new AddressGuard(network));
        services.AddSingleton<INetwork>(static provider =>
            new GuardedNetwork(provider.GetRequiredService<AddressGuard>(), new SystemResolver(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<GuardedHttp>();
        services.AddSingleton(provider => new ProviderHttp(
            provider.GetRequiredService<INetwork>(), network, provider.GetRequiredService<GuardedHttp>().Client, endpoints));
        services.AddSingleton(static provider => new OAuthClient(
            provider.GetRequiredService<GuardedHttp>().Client, provider.GetRequiredService<NetworkOptions>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ConnectorSurroundings(
            provider.GetRequiredService<INetwork>(),
            provider.GetRequiredService<GuardedHttp>().Client,
            provider.GetRequiredService<ProviderHttp>(),
            provider.GetRequiredService<OAuthClient>(),
            provider.GetRequiredService<ITokenStore>(),
            provider.GetRequiredService<IMailboxStore>(),
            provider.GetRequiredService<KeyRing>(),
            provider.GetRequiredService<Fingerprints>(),
            provider.GetRequiredService<ConnectorPermissions>(),
            provider.GetRequiredService<TimeProvider>(),
            options.HostName ?? Dns.GetHostName(),
            grants,
            provider.GetService<OperatorConnector>()));
    }

    private static IEnumerable<string> BaseUrls(ConnectorDescription connector) =>
        [.. connector.HasBaseUrl ? [connector.Type] : Array.Empty<string>(), .. connector.FurtherBaseUrls ?? []];
}
