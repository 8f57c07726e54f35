using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Tenants;

/// <summary>A revision and what is known of it.</summary>
/// <param name="Tested">Whether receipts for its hash, together, hold ok for every usage that it configures.</param>
/// <param name="Warnings">What was odd when it was made; empty when it is read later.</param>
public sealed record RevisionView(Revision Revision, bool Tested, IReadOnlyList<ConfigProblem> Warnings);
