namespace EmailPlatform.Platform.Audit;

/// <summary>Who does something.</summary>
/// <param name="KeyId">The id of the key used; <c>system</c> for the platform itself.</param>
/// <param name="Name">The key's name.</param>
/// <param name="Address">The caller's network address, where there is one.</param>
public sealed record Actor(string KeyId, string Name, string? Address)
{
    public static Actor System { get; } = new("system", "system", null);
}
