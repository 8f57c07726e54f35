namespace EmailPlatform.Connectors;

/// <summary>A file that goes with a message.</summary>
/// <param name="Name">File name as the recipient sees it; any script.</param>
/// <param name="ContentType">A media type such as <c>application/pdf</c>.</param>
/// <param name="Content">The decoded bytes.</param>
/// <param name="ContentId">Set for an inline part that the HTML names as <c>cid:…</c>; without angle brackets.</param>
public sealed record Attachment(string Name, string ContentType, ReadOnlyMemory<byte> Content, string? ContentId = null);
