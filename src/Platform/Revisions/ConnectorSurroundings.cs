using EmailPlatform.Connectors;
using EmailPlatform.Connectors.Network;
using EmailPlatform.Connectors.OAuth;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Mailboxes;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Revisions;

/// <summary>What this node lends to compiled connectors.</summary>
/// <param name="HostName">The name this node gives itself in EHLO.</param>
public sealed record ConnectorSurroundings(
    INetwork Network,
    HttpMessageInvoker Http,
    OAuthClient OAuth,
    ITokenStore Tokens,
    IMailboxStore Mailboxes,
    KeyRing Keys,
    ConnectorPermissions Permissions,
    TimeProvider Time,
    string HostName)
{
    /// <summary>For one revision; for a configuration that is not stored (<c>null</c>) tokens last as long as the test.</summary>
    internal ConnectorContext For(TenantId tenant, int? revision) => new(
        Time,
        Network,
        Http,
        OAuth,
        revision is { } number ? new RevisionTokens(Tokens, Keys, Time, tenant, number) : new MemoryTokenVault(Time),
        new MailKeeper(Mailboxes, Keys, Time, tenant),
        Permissions,
        HostName);
}
