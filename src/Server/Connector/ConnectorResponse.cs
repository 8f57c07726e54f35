using System.Text.Json.Nodes;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Server.Connector;

/// <summary>The tenant's one connector: the active revision, since when, how it does, and what waits for it.</summary>
/// <param name="Revision">The active revision's number.</param>
/// <param name="Epoch">Counts activations and deletions.</param>
/// <param name="TemplatesChangedSinceTest">Whether mail is made of other tenant templates by now than the revision's tests were.</param>
/// <param name="Health">As this node sees it.</param>
internal sealed record ConnectorResponse(
    int Revision,
    string Type,
    string Hash,
    JsonNode Config,
    bool Tested,
    bool? TemplatesChangedSinceTest,
    long Epoch,
    DateTimeOffset ActivatedAt,
    string ActivatedBy,
    ConnectorHealth Health,
    QueueDepth Queue)
{
    public static ConnectorResponse Of(ConnectorView view, ConnectorHealth health, QueueDepth queue)
    {
        var active = RevisionResponse.Of(view.Active);
        return new ConnectorResponse(
            active.Revision,
            active.Type,
            active.Hash,
            active.Config,
            active.Tested,
            active.TemplatesChangedSinceTest,
            view.Activation.Epoch,
            view.Activation.At,
            view.Activation.By,
            health,
            queue);
    }
}
