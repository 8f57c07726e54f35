using System.Text.Json.Nodes;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Templates;
using EmailPlatform.Platform.Templates.Stored;

namespace EmailPlatform.Platform.Promotions;

/// <summary>A file, which somebody keeps elsewhere.</summary>
internal sealed class FileSource(ConfigurationFile file) : IPromotionSource
{
    public string Name => "the file";

    // The request has all of it.
    public JsonObject Identity => [];

    public JsonObject Settings => file.Settings;

    public IReadOnlyList<TemplateEntry> Templates { get; } = new TemplateIndex(file.Templates.Keys).Entries;

    public Task<TemplateSource> ContentAsync(TemplateEntry entry, CancellationToken cancellationToken) => Task.FromResult(file.Templates[entry]);

    public Task<Result<PromotedConnector>> ConnectorAsync(CancellationToken cancellationToken) => Task.FromResult<Result<PromotedConnector>>(
        file.Promoted is { } promoted ? promoted : Problem.Invalid("include", "invalid_value", "The file has no connector."));
}
