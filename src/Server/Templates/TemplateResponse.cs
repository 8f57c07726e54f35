using EmailPlatform.Connectors;
using EmailPlatform.Platform.Templates;
using EmailPlatform.Platform.Templates.Stored;

namespace EmailPlatform.Server.Templates;

/// <summary>A version of a template.</summary>
/// <param name="Hash">Of the content: what receipts name.</param>
/// <param name="Warnings">When it was saved: variables that messages of its usage never carry by themselves.</param>
internal sealed record TemplateResponse(
    string UsageType,
    string Locale,
    int Version,
    string Hash,
    string Subject,
    string? Html,
    string? Text,
    string? ReplyTo,
    string? SenderName,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    IReadOnlyList<ConfigProblem> Warnings)
{
    public static TemplateResponse Of(TemplateView view) => Of(view.Version, view.Source, view.Warnings);

    public static TemplateResponse Of(TemplateVersion version, TemplateSource source, IReadOnlyList<ConfigProblem> warnings) => new(
        version.UsageType.ToString(),
        version.Locale,
        version.Number,
        version.Hash ?? "",
        source.Subject,
        source.Html,
        source.Text,
        source.ReplyTo,
        source.SenderName,
        version.At,
        version.By,
        warnings);
}
