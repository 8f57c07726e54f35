using EmailPlatform.Connectors;
using EmailPlatform.Platform.Templates.Choosing;
using EmailPlatform.Platform.Templates.Previews;

namespace EmailPlatform.Server.Templates;

/// <summary>A mail as its recipient would read it.</summary>
/// <param name="Size">Of subject, HTML and text together, in bytes.</param>
/// <param name="Origin">Where its template comes from; absent when it came with the request.</param>
/// <param name="Template">Which of the tenant's templates it is, if it is one.</param>
internal sealed record PreviewResponse(
    string Subject,
    string? Html,
    string? Text,
    string? ReplyTo,
    string? SenderName,
    int Size,
    TemplateOrigin? Origin,
    TemplateItem? Template,
    IReadOnlyList<ConfigProblem> Warnings)
{
    public static PreviewResponse Of(Preview preview) => new(
        preview.Content.Subject,
        preview.Content.Html,
        preview.Content.Text,
        preview.Content.ReplyTo,
        preview.Content.SenderName,
        preview.Size,
        preview.Origin,
        preview.Entry is { } entry ? TemplateItem.Of(entry) : null,
        preview.Warnings);
}
