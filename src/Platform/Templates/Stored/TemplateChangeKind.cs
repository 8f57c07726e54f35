namespace EmailPlatform.Platform.Templates.Stored;

/// <summary>What becomes of a template.</summary>
public enum TemplateChangeKind
{
    Added,
    Changed,
    Unchanged,
    Deleted,
}
