using System.Text.Json.Nodes;

namespace EmailPlatform.Platform.Tenants;

/// <summary>One difference between two revisions.</summary>
/// <param name="Path"><c>type</c>, or a path such as <c>config.templates[0].subject</c>.</param>
/// <param name="From">The value before; <c>null</c> where there was none. A secret is <c>{ "fingerprint": … }</c>.</param>
/// <param name="To">The value after, likewise.</param>
public sealed record ConfigChange(string Path, JsonNode? From, JsonNode? To);
