using System.Text.Json;

namespace EmailPlatform.Server.Connector;

/// <summary>A configuration to keep.</summary>
/// <param name="Type">A connector type or one of its aliases.</param>
/// <param name="Config">As the type's schema has it.</param>
/// <param name="Comment">For people, at most 500 characters.</param>
internal sealed record RevisionRequest(string Type, JsonElement Config, string? Comment = null);
