using EmailPlatform.Connectors.HttpCalls;
using EmailPlatform.Connectors.Network;
using EmailPlatform.Connectors.OAuth;

namespace EmailPlatform.Connectors.Conformance;

/// <summary>The real way out, guard included, with an operator's endpoint in place of a provider's.</summary>
internal sealed class ProviderContext : IDisposable
{
    private readonly GuardedHttp _guarded;
    private readonly ProviderHttp _providers;

    public ProviderContext(string? type, string url, NetworkOptions? options = null, TimeProvider? time = null, string? besides = null)
    {
        options ??= new NetworkOptions();
        time ??= TimeProvider.System;
        var network = new GuardedNetwork(new AddressGuard(options), new SystemResolver(), time);
        var types = new[] { type, besides }.OfType<string>().ToList();
        var endpoints = ProviderEndpoints.Parse(types.Select(one => KeyValuePair.Create(one, url)), types);
        _guarded = new GuardedHttp(network, options);
        _providers = new ProviderHttp(network, options, _guarded.Client, endpoints);
        Value = IsolatedContext.Create() with
        {
            Time = time,
            Network = network,
            Http = _guarded.Client,
            Providers = _providers,
            OAuth = new OAuthClient(_guarded.Client, options, time),
        };
    }

    public ConnectorContext Value { get; }

    public void Dispose()
    {
        _providers.Dispose();
        _guarded.Dispose();
    }
}
