using System.Net;
using EmailPlatform.Connectors.Network;

namespace EmailPlatform.Connectors.Configuration;

/// <summary>Checks of where a connection goes. Whether the address may be reached is judged on connecting.</summary>
internal static class HostRules
{
    public static void Host(this ConfigReport report, string path, string? host)
    {
        if (host is null)
        {
            return;
        }

        if (host.Contains("://", StringComparison.Ordinal))
        {
            report.Error(path, "invalid_value", "Must be a host name alone, without a scheme.");
        }
        else if (host.StartsWith('[') || (host.Contains(':', StringComparison.Ordinal) && !IPAddress.TryParse(host, out _)))
        {
            report.Error(path, "invalid_value", "Must be a host name alone; the port has a member of its own, and an IPv6 address needs no brackets.");
        }
        else if (host.Contains('%', StringComparison.Ordinal))
        {
            report.Error(path, "invalid_value", "Must be a host name or an IP address without a zone (%).");
        }
        else if (HostName.Normalize(host) is null || host.StartsWith('.') || host.Contains("..", StringComparison.Ordinal))
        {
            report.Error(path, "invalid_value", "Must be a host name or an IP address.");
        }
    }

    public static void Port(this ConfigReport report, string path, int port)
    {
        if (port is < 1 or > 65535)
        {
            report.Error(path, "out_of_range", "Must be a port: 1 to 65535.");
        }
    }

    public static void Range(this ConfigReport report, string path, int? value, int least, int most)
    {
        if (value < least || value > most)
        {
            report.Error(path, "out_of_range", $"Must be {least} to {most}.");
        }
    }
}
