namespace EmailPlatform.Platform.Templates;

/// <summary>What one payload made of a template.</summary>
/// <param name="Subject">One line without control characters.</param>
/// <param name="Html">Values escaped for where they stand.</param>
/// <param name="Text">Values as they are.</param>
/// <param name="ReplyTo">Not yet checked to be one mailbox; null when nothing is left of it.</param>
/// <param name="SenderName">As the template has it, or null when nothing is left of it; values add no address to it.</param>
/// <param name="MissingVariables">Absent or empty in the payload; their default or nothing stands in the content.</param>
/// <param name="UnusableVariables">
/// Present, but left out where they cannot stand: an object or array, a link that is not https, http or mailto, a style
/// value with anything but plain characters, text that is not Unicode, or more than fits.
/// </param>
public sealed record RenderedContent(
    string Subject,
    string? Html,
    string? Text,
    string? ReplyTo,
    string? SenderName,
    IReadOnlyList<string> MissingVariables,
    IReadOnlyList<string> UnusableVariables);
