namespace EmailPlatform.Platform.Templates.Html;

/// <summary>An attribute of a start tag; the value's ends are equal where there is none.</summary>
internal sealed record HtmlAttribute(string Name, int NameStart, int ValueStart, int ValueEnd, bool Quoted);
