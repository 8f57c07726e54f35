namespace EmailPlatform.Platform.Templates.Stored;

/// <summary>What a change of templates came to, each by itself.</summary>
public sealed record TemplatesChanged(IReadOnlyList<TemplateChange> Changes);
