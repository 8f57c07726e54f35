namespace EmailPlatform.Connectors.OAuth;

/// <summary>What the issuer gave (RFC 6749, section 5.1). Not for use before it is stored.</summary>
internal sealed record IssuedToken(Secret AccessToken, DateTimeOffset? ExpiresAt, Secret? RefreshToken) : TokenResult;
