using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Tenants;

/// <summary>A revision and what is known of it.</summary>
/// <param name="Tested">Whether receipts for its hash, together, hold ok for every usage that it or the tenant has a template for.</param>
/// <param name="TemplatesChangedSinceTest">Whether mail is made of other tenant templates by now than its tests were; <c>null</c> in lists.</param>
/// <param name="Warnings">What was odd when it was made; empty when it is read later.</param>
public sealed record RevisionView(Revision Revision, bool Tested, IReadOnlyList<ConfigProblem> Warnings, bool? TemplatesChangedSinceTest = null);
