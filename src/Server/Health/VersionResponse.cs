namespace EmailPlatform.Server.Health;

/// <summary>What runs here; all but the version only for callers with a key.</summary>
/// <param name="Runtime"><c>direct</c>.</param>
/// <param name="Store"><c>sqlite</c> or <c>postgres</c>.</param>
internal sealed record VersionResponse(string Version, string? Runtime, string? Store, string? Node);
