namespace EmailPlatform.Platform.Keys;

/// <summary>When and from where a key was last used.</summary>
public sealed record KeyUse(string KeyId, DateTimeOffset At, string? From);
