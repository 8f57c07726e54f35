namespace EmailPlatform.Platform.Revisions;

/// <summary>What is sealed of a grant's tokens. Members are added, never renamed. Never printed: the strings are the secrets.</summary>
internal sealed record KeptTokens(string AccessToken, DateTimeOffset? ExpiresAt = null, string? RefreshToken = null)
{
    public override string ToString() => "***";
}
