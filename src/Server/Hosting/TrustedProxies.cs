using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace EmailPlatform.Server.Hosting;

/// <summary>
/// The proxies whose word for the caller's address is taken (<c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c>): setting
/// <c>EmailPlatform:Network:TrustedProxies</c>, addresses or networks. None by default: anybody can write such a header.
/// </summary>
internal static class TrustedProxies
{
    private const string Setting = "EmailPlatform:Network:TrustedProxies";

    /// <summary>How to read forwarded headers; <c>null</c> when nobody is trusted.</summary>
    /// <exception cref="FormatException">An entry is neither an address nor a network.</exception>
    public static ForwardedHeadersOptions? Read(IConfiguration configuration)
    {
        var entries = configuration.GetSection(Setting).Get<string[]>() ?? [];
        if (entries.Length == 0)
        {
            return null;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };

        // The framework trusts loopback by itself; here only what the operator has written counts.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var entry in entries)
        {
            if (IPAddress.TryParse(entry, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(entry, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
            else
            {
                throw new FormatException($"{Setting}: '{entry}' is neither an address nor a network such as 10.0.0.0/8.");
            }
        }

        return options;
    }
}
