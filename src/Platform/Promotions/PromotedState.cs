using System.Text.Json.Nodes;

namespace EmailPlatform.Platform.Promotions;

/// <summary>The promoted parts of a tenant at one moment.</summary>
/// <param name="Settings">The members that are promoted, as the API has them; <c>null</c> when settings were not included.</param>
/// <param name="ActiveRevision">The revision that was active; <c>null</c> for none.</param>
/// <param name="Templates">Those that were changed, as they were; <c>null</c> when templates were not included.</param>
public sealed record PromotedState(JsonObject? Settings = null, int? ActiveRevision = null, IReadOnlyList<PromotedTemplate>? Templates = null);
