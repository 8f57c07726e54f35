using System.Text.Json.Nodes;

namespace EmailPlatform.Connectors.Configuration;

internal sealed class FakeRevisions(params (int Number, string Type, JsonObject Config)[] revisions) : IKeptSecrets
{
    public JsonObject? ConfigOf(int revision, string connectorType) =>
        revisions.Where(kept => kept.Number == revision && kept.Type == connectorType).Select(kept => kept.Config).FirstOrDefault();
}
