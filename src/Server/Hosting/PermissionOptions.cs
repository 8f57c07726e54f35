namespace EmailPlatform.Server.Hosting;

/// <summary>What the operator permits tenants to configure. Section <c>EmailPlatform:Permissions</c>.</summary>
public sealed class PermissionOptions
{
    /// <summary><c>tls.rejectUnauthorized: false</c> in SMTP configurations.</summary>
    public bool UnverifiedTls { get; set; }

    /// <summary><c>localAddress</c> in SMTP configurations.</summary>
    public bool LocalAddress { get; set; }

    /// <summary>By tenant id: what that tenant may use of the identity that this installation has at a cloud.</summary>
    public IDictionary<string, CloudGrantOptions> Cloud { get; } = new Dictionary<string, CloudGrantOptions>(StringComparer.OrdinalIgnoreCase);
}
