using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Delivery;

/// <summary>What an attempt came to, and what was noticed while its template was rendered.</summary>
public sealed record SendReport(Outcome Outcome, IReadOnlyList<string> MissingVariables);
