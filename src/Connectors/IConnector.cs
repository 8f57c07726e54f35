using System.Text.Json;
using System.Text.Json.Nodes;

namespace EmailPlatform.Connectors;

/// <summary>
/// A connector type. Stateless; found by scanning this assembly, so that adding one touches its own folder only.
/// Implementations derive from <c>Connector&lt;TConfig&gt;</c>.
/// </summary>
public interface IConnector
{
    ConnectorDescription Description { get; }

    /// <summary>JSON Schema (2020-12) of the configuration, made from the record itself; secrets are <c>writeOnly</c>.</summary>
    JsonObject Schema { get; }

    /// <summary>How to get credentials, limits and error codes: the folder's README, Markdown.</summary>
    string Guide { get; }

    /// <summary>The folder's logo, SVG.</summary>
    string Logo { get; }

    /// <summary>
    /// Checks a submitted configuration on the form that would be stored and reports every problem with its path.
    /// A secret given as <c>{ "keep": n, … }</c> is taken from revision n, unless a member that decides where it goes
    /// differs from that revision (<c>secret_rebind_required</c>).
    /// </summary>
    ConfigReading Read(JsonElement submitted, IKeptSecrets kept, ConnectorPermissions permissions);

    /// <summary>A copy of a stored configuration with every secret replaced by what <paramref name="replace"/> makes of it.</summary>
    JsonObject Redact(JsonObject stored, Func<SecretLeaf, JsonNode> replace);

    /// <summary>Joins the type with a stored configuration (the one <see cref="Read"/> returned).</summary>
    CompiledConnector Compile(JsonObject stored, ConnectorContext context);
}
