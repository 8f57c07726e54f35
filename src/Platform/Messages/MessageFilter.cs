namespace EmailPlatform.Platform.Messages;

/// <summary>Which messages to list; every member narrows.</summary>
/// <param name="From">Accepted at or after.</param>
/// <param name="Until">Accepted before.</param>
public sealed record MessageFilter(
    string? RecipientKey = null,
    MessageStatus? Status = null,
    string? UsageType = null,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null);
