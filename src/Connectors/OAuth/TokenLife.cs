namespace EmailPlatform.Connectors.OAuth;

/// <summary>When a token still serves.</summary>
internal static class TokenLife
{
    /// <summary>Renewing this long before the end leaves time for one connection's greeting, TLS and AUTH, and for clocks that differ.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);

    public static bool IsUsable(Secret token, DateTimeOffset? expiresAt, Secret? rejected, DateTimeOffset now) =>
        !token.Equals(rejected) && (expiresAt is null || now + Margin < expiresAt);
}
