namespace EmailPlatform.Connectors;

/// <summary>One secret inside a stored configuration.</summary>
/// <param name="Path">Where it stands: <c>auth.pass</c>.</param>
/// <param name="Value">The secret itself.</param>
/// <param name="Display">What may be shown of it (a URL without its query), or <c>null</c>.</param>
public sealed record SecretLeaf(string Path, Secret Value, string? Display = null);
