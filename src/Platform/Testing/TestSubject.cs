using EmailPlatform.Connectors;
using EmailPlatform.Platform.Delivery;

namespace EmailPlatform.Platform.Testing;

/// <summary>What is tested.</summary>
/// <param name="Revision"><c>null</c> when it is not stored.</param>
internal sealed record TestSubject(IOpenRevision Opened, string Hash, int? Revision, IReadOnlyList<ConfigProblem> Warnings);
