using System.Text.Json.Nodes;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Templates;
using EmailPlatform.Platform.Templates.Stored;

namespace EmailPlatform.Platform.Promotions;

/// <summary>Where a promotion takes things from: another tenant, or a file.</summary>
internal interface IPromotionSource
{
    /// <summary>For people.</summary>
    string Name { get; }

    /// <summary>What differs whenever something of it moved; part of the plan's hash.</summary>
    JsonObject Identity { get; }

    /// <summary>The settings that can be promoted.</summary>
    JsonObject Settings { get; }

    IReadOnlyList<TemplateEntry> Templates { get; }

    Task<TemplateSource> ContentAsync(TemplateEntry entry, CancellationToken cancellationToken);

    Task<Result<PromotedConnector>> ConnectorAsync(CancellationToken cancellationToken);
}
