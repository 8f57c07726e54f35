using System.Text.Json.Nodes;
using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Revisions;

/// <summary>A submitted configuration that passed every check.</summary>
/// <param name="Stored">The form that is stored, secrets included.</param>
/// <param name="Hash">HMAC of type and stored form: what a receipt is bound to.</param>
/// <param name="UsageTypes">The usages that it configures itself.</param>
/// <param name="Grants">The OAuth grants that it gives, hashed.</param>
internal sealed record RevisionDraft(
    IConnector Connector,
    JsonObject Stored,
    string Hash,
    IReadOnlyList<string> UsageTypes,
    IReadOnlyList<string> Grants,
    IReadOnlyList<ConfigProblem> Warnings);
