namespace EmailPlatform.Platform.Tenants;

/// <summary>The OAuth tokens of one grant as stored.</summary>
/// <param name="Version">1 for the first, then one more with each write.</param>
/// <param name="SealedState">Sealed under <see cref="Storage.SealedContext.Token"/>.</param>
public sealed record StoredToken(long Version, byte[] SealedState);
