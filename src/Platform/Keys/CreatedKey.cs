using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Keys;

/// <summary>A key just made.</summary>
/// <param name="Text">The key itself, shown this once; <c>null</c> when the caller brought its own.</param>
public sealed record CreatedKey(ApiKey Key, Secret? Text);
