using System.Net;
using EmailPlatform.Connectors;
using EmailPlatform.Connectors.HttpCalls;
using EmailPlatform.Connectors.Network;
using EmailPlatform.Connectors.OAuth;
using EmailPlatform.Platform.BuiltIn;
using EmailPlatform.Server.Hosting;

namespace EmailPlatform.Server.BuiltIn;

/// <summary>
/// Puts the operator's connector together, with ways out of its own: what the operator names may be private, and no connection
/// that goes there is ever shared with what tenants name.
/// </summary>
internal static class BuiltInServices
{
    private const string Own = "built-in";

    public static void AddBuiltIn(
        this IServiceCollection services, IConfiguration configuration, ConnectorCatalog catalog, NetworkOptions network, ProviderEndpoints endpoints, PlatformOptions options)
    {
        if (BuiltInSettings.Read(configuration, catalog) is not { } setup)
        {
            return;
        }

        var trusting = new NetworkOptions
        {
            AllowPrivateAddresses = true,
            HttpDnsTimeout = network.HttpDnsTimeout,
            HttpConnectTimeout = network.HttpConnectTimeout,
        };
        services.AddKeyedSingleton<INetwork>(Own, static (provider, _) => new OperatorNetwork(provider.GetRequiredService<INetwork>()));
        services.AddKeyedSingleton(Own, (provider, _) => new GuardedHttp(provider.GetRequiredKeyedService<INetwork>(Own), trusting));
        services.AddKeyedSingleton(Own, (provider, _) => new ProviderHttp(
            provider.GetRequiredKeyedService<INetwork>(Own), trusting, provider.GetRequiredKeyedService<GuardedHttp>(Own).Client, endpoints));
        services.AddSingleton(provider =>
        {
            var time = provider.GetRequiredService<TimeProvider>();
            var http = provider.GetRequiredKeyedService<GuardedHttp>(Own).Client;
            var context = new ConnectorContext(
                time,
                provider.GetRequiredKeyedService<INetwork>(Own),
                http,
                provider.GetRequiredKeyedService<ProviderHttp>(Own),
                new OAuthClient(http, trusting, time),
                new ProcessTokens(time),
                new NoMailKeeper(),
                setup.Permissions,
                options.HostName ?? Dns.GetHostName(),
                Own);
            return new OperatorConnector(setup, context, provider.GetRequiredService<ILogger<OperatorConnector>>());
        });
    }
}
