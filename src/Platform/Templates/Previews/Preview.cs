using EmailPlatform.Connectors;
using EmailPlatform.Platform.Templates.Choosing;
using EmailPlatform.Platform.Templates.Stored;

namespace EmailPlatform.Platform.Templates.Previews;

/// <summary>A mail as its recipient would read it.</summary>
/// <param name="Origin">Where its template comes from; <c>null</c> when it came with the request.</param>
/// <param name="Entry">Which of the tenant's templates it is, if it is one.</param>
/// <param name="Size">Of subject, HTML and text together, in bytes of UTF-8.</param>
/// <param name="Warnings">What recipients may stumble over; nothing of it keeps a mail from being sent.</param>
public sealed record Preview(RenderedContent Content, TemplateOrigin? Origin, TemplateEntry? Entry, int Size, IReadOnlyList<ConfigProblem> Warnings);
