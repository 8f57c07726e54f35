using EmailPlatform.Connectors.HttpCalls;
using EmailPlatform.Connectors.Network;
using EmailPlatform.Connectors.OAuth;

namespace EmailPlatform.Connectors;

/// <summary>What a compiled connector may use of the world around it.</summary>
/// <param name="Time">The clock, for timeouts and token lifetimes.</param>
/// <param name="Network">The only way out: connections that the address guard has seen.</param>
/// <param name="Http">The way out for HTTP, through the same guard: no redirects, no proxies, no cookies.</param>
/// <param name="Providers">Calls to providers' APIs, with the base URLs that the operator gave.</param>
/// <param name="OAuth">Gets access tokens.</param>
/// <param name="Tokens">Where rotated OAuth tokens live, by their grant.</param>
/// <param name="Mailbox">Where the development mailbox keeps mail of this tenant.</param>
/// <param name="Permissions">What the operator permits.</param>
/// <param name="HostName">The name this node gives itself in EHLO where the configuration gives none.</param>
/// <param name="ExternalId">An opaque name for whoever the configuration belongs to, which clouds hold against the one that a role's owner trusts.</param>
/// <param name="Operator">The operator's own connector; <c>null</c> where the operator has set none up.</param>
public sealed record ConnectorContext(
    TimeProvider Time,
    INetwork Network,
    HttpMessageInvoker Http,
    ProviderHttp Providers,
    OAuthClient OAuth,
    ITokenVaults Tokens,
    IMailKeeper Mailbox,
    ConnectorPermissions Permissions,
    string HostName,
    string ExternalId,
    IOperatorConnector? Operator = null);
