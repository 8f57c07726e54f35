using EmailPlatform.Connectors;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Templates.Stored;

namespace EmailPlatform.Platform.Templates.Choosing;

/// <summary>Which template serves a message, and how it fits its payload.</summary>
/// <param name="UsageType">The template's own usage: the message's, or Generic.</param>
/// <param name="Template">The content to render; with a provider's template the lines around it, or <c>null</c>.</param>
/// <param name="Entry">Which of the tenant's templates it is, if it is one.</param>
/// <param name="Unusable">Values that cannot stand where the template shows them.</param>
/// <param name="Problem">Why the message has no template to be rendered with; <c>null</c> when it has.</param>
public sealed record TemplateChoice(
    TemplateOrigin Origin,
    UsageType UsageType,
    Template? Template,
    TemplateEntry? Entry,
    IReadOnlyList<string> Unusable,
    Problem? Problem = null);
