namespace EmailPlatform.Platform.Templates.Html;

/// <summary>A stretch of HTML source.</summary>
/// <param name="Name">Lower-cased name of a tag, or of the element whose raw text this is.</param>
internal sealed record HtmlToken(HtmlTokenKind Kind, int Start, int End, string Name = "", IReadOnlyList<HtmlAttribute>? AttributeList = null)
{
    public IReadOnlyList<HtmlAttribute> Attributes => AttributeList ?? [];
}

internal enum HtmlTokenKind
{
    Text,
    StartTag,
    EndTag,

    /// <summary>The content of script, style and the like: no tags, no character references.</summary>
    RawText,

    /// <summary>The content of title and textarea: character references, but no tags.</summary>
    EscapableText,

    Comment,

    /// <summary>Doctype, processing instruction and what HTML reads as a comment without its being one.</summary>
    Declaration,
}
