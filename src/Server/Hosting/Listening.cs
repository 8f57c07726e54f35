using System.Net;

namespace EmailPlatform.Server.Hosting;

/// <summary>Where this node listens.</summary>
internal static class Listening
{
    public const string Default = "http://127.0.0.1:5080";

    /// <summary>Fills in the default address; holds the Development environment, whose tenants may name loopback targets, to loopback.</summary>
    /// <exception cref="FormatException">An address cannot be read, or is not for Development.</exception>
    public static void Check(WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
        {
            throw new FormatException("Kestrel:Endpoints would listen beside what is checked here. Give all addresses with --urls.");
        }

        if (string.IsNullOrWhiteSpace(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(Default);
        }

        foreach (var address in Addresses(builder.Configuration))
        {
            if (builder.Environment.IsDevelopment() && !IsLoopback(address.Host))
            {
                throw new FormatException(
                    $"In the Development environment the server listens on loopback only, not on {address}. Set ASPNETCORE_ENVIRONMENT=Production to serve others.");
            }
        }
    }

    /// <summary>The listeners as the address guard wants them: no tenant may send the platform to itself.</summary>
    public static IEnumerable<string> OwnEndpoints(IConfiguration configuration) => Addresses(configuration)
        .Where(address => address.Port != 0)
        .Select(address => $"{(IsLoopback(address.Host) ? "*" : Host(address.Host))}:{address.Port}");

    /// <summary>The first port of those that are listened on.</summary>
    public static int FirstPort(IConfiguration configuration) => Addresses(configuration).Select(address => address.Port).FirstOrDefault();

    private static IEnumerable<BindingAddress> Addresses(IConfiguration configuration)
    {
        foreach (var text in (configuration[WebHostDefaults.ServerUrlsKey] ?? Default).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            yield return Parse(text);
        }
    }

    private static BindingAddress Parse(string text)
    {
        try
        {
            return BindingAddress.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"'{text}' is no address to listen on; one looks like {Default}.", exception);
        }
    }

    private static string Host(string host) => host is "+" or "*" or "0.0.0.0" or "[::]" ? "*" : host.Trim('[', ']');

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
