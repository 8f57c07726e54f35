namespace EmailPlatform.Connectors;

/// <summary>What the operator of this installation permits tenants to configure.</summary>
/// <param name="UnverifiedTls"><c>tls.rejectUnauthorized: false</c>.</param>
/// <param name="LocalAddress">Choosing the address that connections leave from.</param>
/// <param name="PlainHttp">URLs of <c>http:</c> where secrets go; else <c>https:</c> is demanded.</param>
public sealed record ConnectorPermissions(bool UnverifiedTls = false, bool LocalAddress = false, bool PlainHttp = false);
