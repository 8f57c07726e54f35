using EmailPlatform.Connectors.Network;

namespace EmailPlatform.Connectors;

/// <summary>What the operator of this installation permits a tenant to configure.</summary>
/// <param name="UnverifiedTls"><c>tls.rejectUnauthorized: false</c>.</param>
/// <param name="LocalAddress">Choosing the address that connections leave from.</param>
/// <param name="PlainHttp">Hosts for which URLs that secrets go to may be <c>http:</c>: <see cref="NetworkOptions.PlainHttp"/>, by which they are judged again on sending.</param>
/// <param name="Cloud">What the operator lends of this installation's own identity; nothing when absent.</param>
public sealed record ConnectorPermissions(
    bool UnverifiedTls = false, bool LocalAddress = false, PlainHttp PlainHttp = PlainHttp.Nowhere, CloudGrant? Cloud = null);
