namespace EmailPlatform.Connectors.OAuth;

/// <summary>A token to use now. Without an expiry it is used until a server refuses it.</summary>
public sealed record TokenObtained(Secret AccessToken, DateTimeOffset? ExpiresAt) : TokenResult;
