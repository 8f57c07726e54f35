using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Tenants;

/// <summary>What a switch came to. When it is answered, the epoch is in force.</summary>
/// <param name="Revision">The revision that sends; <c>null</c> when the connector was deleted.</param>
/// <param name="Previous">The revision that a rollback would go back to.</param>
/// <param name="Warnings">What was overridden, and what the connector before could do that this one cannot.</param>
public sealed record Activated(long Epoch, int? Revision, int? Previous, IReadOnlyList<ConfigProblem> Warnings);
