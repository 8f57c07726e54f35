using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors;

/// <summary>
/// What every connector type shares: a configuration is a positional record with defaults, and its serializer metadata
/// is the one source of what may be written, which members are secret and what the schema says.
/// </summary>
internal abstract class Connector<TConfig> : IConnector
    where TConfig : class
{
    private readonly Lazy<JsonObject> _schema;
    private readonly Lazy<string> _guide;
    private readonly Lazy<string> _logo;

    protected Connector()
    {
        _schema = new Lazy<JsonObject>(() => ConfigSchema.Of(ConfigType));
        _guide = new Lazy<string>(() => ConnectorFolder.Read(GetType(), "README.md"));
        _logo = new Lazy<string>(() => ConnectorFolder.Read(GetType(), "logo.svg"));
    }

    public abstract ConnectorDescription Description { get; }

    public JsonObject Schema => _schema.Value.DeepClone().AsObject();

    public string Guide => _guide.Value;

    public string Logo => _logo.Value;

    /// <summary>From a source-generated context.</summary>
    protected abstract JsonTypeInfo<TConfig> ConfigType { get; }

    protected virtual ConfigMembers Members => ConfigMembers.Strict;

    public ConfigReading Read(JsonElement submitted, IKeptSecrets kept, ConnectorPermissions permissions)
    {
        var report = new ConfigReport();
        if (submitted.ValueKind != JsonValueKind.Object)
        {
            report.Error("", "wrong_type", "A configuration is an object.");
            return new ConfigReading(null, report);
        }

        var form = new SubmittedForm(report).Clean(submitted);
        Normalize(form, report);
        var structure = new ConfigStructure(report, Members);
        var stored = structure.Read(form, ConfigType);
        new KeptSecretFiller(report, revision => kept.ConfigOf(revision, Description.Type), Reshape, Destination).Fill(stored, structure.Kept);
        Validate(Parse(stored), report, permissions);

        return new ConfigReading(report.Errors.Count == 0 ? stored : null, report);
    }

    public JsonObject Redact(JsonObject stored, Func<SecretLeaf, JsonNode> replace) => new SecretLeaves(replace).Replace(stored, ConfigType);

    public CompiledConnector Compile(JsonObject stored, ConnectorContext context) => Compile(Parse(stored), context);

    /// <summary>
    /// Brings the other ways to write a configuration into the record's: a port in a string, a key without its object.
    /// Nothing has been checked yet: whatever is not as expected is left as it is, to be reported later.
    /// </summary>
    protected virtual void Normalize(JsonObject config, ConfigReport report)
    {
    }

    /// <summary>Writes out what an absent member means where that depends on others, so that two ways to say one destination compare as equal.</summary>
    protected virtual TConfig WithImplied(TConfig config) => config;

    /// <summary>
    /// Reports what the structure cannot know. Called also when the structure has errors: missing or wrong members then
    /// hold blanks and zeros, of which nothing more is told.
    /// </summary>
    protected abstract void Validate(TConfig config, ConfigReport report, ConnectorPermissions permissions);

    protected abstract CompiledConnector Compile(TConfig config, ConnectorContext context);

    private TConfig Parse(JsonObject stored) =>
        stored.Deserialize(ConfigType) ?? throw new InvalidOperationException("A stored configuration is an object.");

    private JsonObject Reshape(JsonObject earlier)
    {
        var unheard = new ConfigReport();
        var form = earlier.DeepClone().AsObject();
        Normalize(form, unheard);
        return new ConfigStructure(unheard, Members).Read(form, ConfigType);
    }

    private JsonObject Destination(JsonObject form)
    {
        var implied = JsonSerializer.SerializeToNode(WithImplied(Parse(form)), ConfigType) as JsonObject ?? [];
        // Passwords decide nothing about where anything goes; a URL does, with its query.
        return new SecretLeaves(leaf => leaf.Display is null ? null : leaf.Value.Reveal()).Replace(implied, ConfigType);
    }
}
