namespace EmailPlatform.Server.Hosting;

/// <summary>How this node runs. Section <c>EmailPlatform</c>; the README says where settings come from.</summary>
public sealed class PlatformOptions
{
    /// <summary>The folder of the embedded store and of the encryption key that is made where none is configured.</summary>
    public string Data { get; set; } = "data";

    /// <summary><c>sqlite</c>, for one process, or <c>postgres</c>, which several nodes may share.</summary>
    public string Store { get; set; } = "sqlite";

    /// <summary>For PostgreSQL, as Npgsql reads it: <c>Host=…;Username=…;Password=…;Database=…</c>.</summary>
    public string? Connection { get; set; }

    /// <summary>This node's name among those on one database, the same after a restart; the machine's name and the first port when absent.</summary>
    public string? Node { get; set; }

    /// <summary>The first admin key, in place of one made at the first start.</summary>
    public string? AdminKey { get; set; }

    /// <summary>Base64 of 32 bytes each; the first one seals, all of them open.</summary>
    public IReadOnlyList<string> EncryptionKeys { get; set; } = [];

    /// <summary>The name given in EHLO where a connector's configuration has none; this machine's when absent.</summary>
    public string? HostName { get; set; }

    /// <summary>
    /// Base URLs in place of providers' own, by connector type; the path stays the provider's. Trusted as the operator's: they may
    /// be private or loopback addresses on any port, and plain http, and nothing else may be reached through them.
    /// </summary>
    public IDictionary<string, string> ProviderEndpoints { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What tenants may configure beyond what is safe for everybody.</summary>
    public PermissionOptions Permissions { get; set; } = new();
}
