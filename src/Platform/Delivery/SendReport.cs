using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Delivery;

/// <summary>What an attempt came to, and what was noticed while its template was rendered.</summary>
/// <param name="MissingVariables">Absent or empty in the payload.</param>
/// <param name="UnusableVariables">In the payload, but left out where they cannot stand.</param>
/// <param name="Inexpressible">Whether this revision cannot express the message, so that nothing was tried; another one may.</param>
public sealed record SendReport(
    Outcome Outcome,
    IReadOnlyList<string> MissingVariables,
    IReadOnlyList<string> UnusableVariables,
    bool Inexpressible = false);
