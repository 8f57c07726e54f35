using EmailPlatform.Connectors;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Testing;

/// <summary>What a test came to.</summary>
/// <param name="Ok">Whether every usage and locale went well.</param>
/// <param name="Receipt">What it proves; <c>null</c> when nothing was sent or no usage went well.</param>
public sealed record TestReport(bool Ok, Receipt? Receipt, IReadOnlyList<ConfigProblem> Warnings, IReadOnlyList<TestResult> Results);
