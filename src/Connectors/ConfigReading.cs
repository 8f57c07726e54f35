using System.Text.Json.Nodes;

namespace EmailPlatform.Connectors;

/// <summary>What became of a submitted configuration.</summary>
/// <param name="Stored">The form that is stored: normalised, blanks removed, kept secrets filled in. <c>null</c> when there are errors.</param>
/// <param name="Report">Every error and warning.</param>
public sealed record ConfigReading(JsonObject? Stored, ConfigReport Report);
