using System.Text.Json.Nodes;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>The configuration that is promoted.</summary>
/// <param name="Form">Its stored form; in a file's, something stands in for each secret.</param>
/// <param name="Comment">What its revision will say of it.</param>
/// <param name="Revision">The source's revision; <c>null</c> for a file, whose secrets cannot be copied.</param>
/// <param name="Receipt">The newest proof that the source has of it.</param>
/// <param name="IsTested">Whether it was tested in the source; <c>null</c> where nobody can tell.</param>
internal sealed record PromotedConnector(string Type, JsonObject Form, string Comment, Revision? Revision = null, string? Receipt = null, bool? IsTested = null);
