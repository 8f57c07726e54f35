using System.Text.Json.Nodes;

namespace EmailPlatform.Connectors;

/// <summary>Earlier revisions of the same tenant, for the secrets that a new one keeps.</summary>
public interface IKeptSecrets
{
    /// <summary>The stored configuration, secrets included, of a revision of the same connector type; <c>null</c> when there is none or its secrets were destroyed.</summary>
    JsonObject? ConfigOf(int revision, string connectorType);
}
