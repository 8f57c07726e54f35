using EmailPlatform.Connectors;
using EmailPlatform.Connectors.HttpCalls;
using EmailPlatform.Connectors.Network;
using EmailPlatform.Connectors.OAuth;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Mailboxes;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Revisions;

/// <summary>What this node lends to compiled connectors.</summary>
/// <param name="HostName">The name this node gives itself in EHLO.</param>
/// <param name="CloudGrants">What the operator lends of this installation's identity, by tenant.</param>
/// <param name="Operator">What the built-in service sends through; <c>null</c> where the operator has set up none.</param>
public sealed record ConnectorSurroundings(
    INetwork Network,
    HttpMessageInvoker Http,
    ProviderHttp Providers,
    OAuthClient OAuth,
    ITokenStore Tokens,
    IMailboxStore Mailboxes,
    KeyRing Keys,
    Fingerprints Fingerprints,
    ConnectorPermissions Permissions,
    TimeProvider Time,
    string HostName,
    IReadOnlyDictionary<TenantId, CloudGrant>? CloudGrants = null,
    IOperatorConnector? Operator = null)
{
    /// <summary>Whether a connector type can be used here at all.</summary>
    public bool Has(ConnectorDescription connector) => !connector.OperatorRun || Operator is not null;

    /// <summary>What the operator permits this tenant.</summary>
    internal ConnectorPermissions PermissionsOf(TenantId tenant) =>
        CloudGrants?.GetValueOrDefault(tenant) is { } grant ? Permissions with { Cloud = grant } : Permissions;

    /// <summary>For one revision, or for a configuration that is not stored (<c>null</c>).</summary>
    internal ConnectorContext For(TenantId tenant, int? revision) => With(tenant, Vaults(tenant, revision));

    /// <summary>With vaults that tell afterwards which grants the configuration gives.</summary>
    internal ConnectorContext With(TenantId tenant, GrantVaults vaults) => new(
        Time,
        Network,
        Http,
        Providers,
        OAuth,
        vaults,
        new MailKeeper(Mailboxes, Keys, Time, tenant),
        PermissionsOf(tenant),
        HostName,
        tenant.ToString(),
        Operator);

    internal GrantVaults Vaults(TenantId tenant, int? revision) => new(Tokens, Keys, Fingerprints, Time, tenant, revision);
}
