using System.Text.Json;

namespace EmailPlatform.Platform.Tenants;

/// <summary>A configuration that somebody wants kept.</summary>
/// <param name="Type">A connector type or one of its aliases.</param>
/// <param name="Config">As submitted; secrets may be kept from earlier revisions.</param>
public sealed record NewRevision(string Type, JsonElement Config, string? Comment = null);
