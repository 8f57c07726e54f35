using System.Collections.Frozen;
using System.Net;

namespace EmailPlatform.Connectors.Network;

/// <summary>
/// Base URLs that the operator put in place of providers' own: a gateway of the house, an emulator. They are the
/// operator's word, so they may lead to private addresses, but only they: nothing else is reached in that way.
/// </summary>
public sealed class ProviderEndpoints
{
    private readonly FrozenDictionary<string, Uri> _byType;
    private readonly FrozenSet<(string Host, int Port)> _targets;

    private ProviderEndpoints(IReadOnlyDictionary<string, Uri> byType)
    {
        _byType = byType.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _targets = byType.Values.Select(url => (url.IdnHost.ToLowerInvariant(), url.Port)).ToFrozenSet();
    }

    public static ProviderEndpoints None { get; } = new(new Dictionary<string, Uri>());

    /// <param name="urls">Connector type to base URL, as configured; the type's case does not matter.</param>
    /// <param name="types">The connector types that have a base URL.</param>
    /// <exception cref="FormatException">A type is none of these, or a URL is not usable; the message is for the operator.</exception>
    public static ProviderEndpoints Parse(IEnumerable<KeyValuePair<string, string>> urls, IReadOnlyCollection<string> types)
    {
        var byType = new Dictionary<string, Uri>(StringComparer.OrdinalIgnoreCase);
        foreach (var (type, url) in urls)
        {
            if (!types.Contains(type, StringComparer.OrdinalIgnoreCase))
            {
                throw new FormatException($"EmailPlatform:ProviderEndpoints:{type}: only {string.Join(", ", types)} have a base URL.");
            }

            byType[type] = Base(type, url);
        }

        return new ProviderEndpoints(byType);
    }

    /// <summary>The operator's base URL for this connector type, ending in a slash; null when the provider's own stands.</summary>
    public Uri? Find(string type) => _byType.GetValueOrDefault(type);

    /// <summary>Whether the operator named just this host and port.</summary>
    internal bool Includes(DnsEndPoint target) => _targets.Contains((target.Host.Trim('[', ']').ToLowerInvariant(), target.Port));

    private static Uri Base(string type, string url)
    {
        // Plain http is the operator's choice, for a gateway on the same host.
        if (TargetUrl.RefuseForSecrets(url, PlainHttp.Anywhere) is { } refusal)
        {
            throw new FormatException($"EmailPlatform:ProviderEndpoints:{type} {refusal}.");
        }

        var uri = new Uri(url);
        return uri.Query.Length == 0
            ? new Uri(uri.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/")
            : throw new FormatException($"EmailPlatform:ProviderEndpoints:{type} must not contain a query: the path and query are the provider's.");
    }
}
