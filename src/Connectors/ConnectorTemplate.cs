namespace EmailPlatform.Connectors;

/// <summary>A template inside a connector's configuration.</summary>
/// <param name="Path">Where it stands, for error paths: <c>templates[0]</c>.</param>
/// <param name="UsageType">As the configuration has it; types that nobody knows are kept.</param>
/// <param name="Subject">With placeholders.</param>
/// <param name="Html">With placeholders; the member's own name is <paramref name="HtmlPath"/>.</param>
/// <param name="Text">With placeholders.</param>
/// <param name="ReplyTo">With placeholders.</param>
/// <param name="HtmlPath">Path of the member that holds the HTML, for error paths.</param>
/// <param name="TextPath">Path of the member that holds the text.</param>
/// <param name="IsRemote">The provider has the content: only the lines around it are rendered here, and the subject may be empty.</param>
/// <param name="Locale">BCP 47 tag of a template that is one of several for a usage; <c>null</c> for one that serves whatever was asked for.</param>
/// <param name="SubjectOptional">The provider sends mail without a subject too: the subject may be empty.</param>
public sealed record ConnectorTemplate(
    string Path,
    string UsageType,
    string Subject,
    string? Html,
    string? Text,
    string? ReplyTo = null,
    string? HtmlPath = null,
    string? TextPath = null,
    bool IsRemote = false,
    string? Locale = null,
    bool SubjectOptional = false);
