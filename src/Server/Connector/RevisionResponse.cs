using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Server.Connector;

/// <summary>A stored configuration. A secret reads as <c>{ "keep", "fingerprint" }</c> and can be posted back so.</summary>
/// <param name="Hash">What a test receipt is bound to.</param>
/// <param name="Tested">Whether receipts for the hash, together, hold ok for every usage that it or the tenant has a template for.</param>
/// <param name="TemplatesChangedSinceTest">Whether mail is made of other tenant templates by now than its tests were; absent in lists.</param>
internal sealed record RevisionResponse(
    int Revision,
    string Type,
    string Hash,
    JsonNode Config,
    IReadOnlyList<string> UsageTypes,
    string? Comment,
    bool Tested,
    bool? TemplatesChangedSinceTest,
    IReadOnlyList<ConfigProblem> Warnings,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? RetiredAt)
{
    public static RevisionResponse Of(RevisionView view) => new(
        view.Revision.Number,
        view.Revision.Type,
        view.Revision.Hash,
        JsonNode.Parse(view.Revision.PublicConfig) ?? new JsonObject(),
        view.Revision.UsageTypes,
        view.Revision.Comment,
        view.Tested,
        view.TemplatesChangedSinceTest,
        view.Warnings,
        view.Revision.CreatedAt,
        view.Revision.CreatedBy,
        view.Revision.RetiredAt);
}
