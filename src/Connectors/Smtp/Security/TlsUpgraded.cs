namespace EmailPlatform.Connectors.Smtp.Security;

/// <summary>How a handshake ended.</summary>
/// <param name="Failure">Why there is no TLS, or <c>null</c>.</param>
/// <param name="Detail">Version, cipher and certificate, for people.</param>
internal readonly record struct TlsUpgraded(Outcome? Failure, string Detail);
