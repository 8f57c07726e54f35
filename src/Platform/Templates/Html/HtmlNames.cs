using System.Collections.Frozen;

namespace EmailPlatform.Platform.Templates.Html;

/// <summary>Elements and attributes that are read in ways of their own.</summary>
internal static class HtmlNames
{
    public static readonly FrozenSet<string> RawText =
        FrozenSet.Create("script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext");

    public static readonly FrozenSet<string> EscapableText = FrozenSet.Create("title", "textarea");

    /// <summary>Elements that load or run what their attributes say, or change what other links mean.</summary>
    public static readonly FrozenSet<string> Active = FrozenSet.Create(
        "script", "object", "embed", "applet", "link", "base", "animate", "animatemotion", "animatetransform", "set", "use");

    public static readonly FrozenSet<string> LinkAttributes = FrozenSet.Create(
        "href", "src", "action", "formaction", "background", "poster", "xlink:href", "cite", "longdesc", "usemap", "ping",
        "data", "codebase", "classid", "archive", "profile", "manifest", "icon", "dynsrc", "lowsrc", "srcset", "imagesrcset",
        "xml:base");

    /// <summary>Elements that begin and end a line in the text part; true where a blank line sets them apart.</summary>
    public static readonly FrozenDictionary<string, bool> Blocks = new Dictionary<string, bool>
    {
        ["p"] = true,
        ["h1"] = true,
        ["h2"] = true,
        ["h3"] = true,
        ["h4"] = true,
        ["h5"] = true,
        ["h6"] = true,
        ["table"] = true,
        ["ul"] = true,
        ["ol"] = true,
        ["dl"] = true,
        ["blockquote"] = true,
        ["pre"] = true,
        ["hr"] = true,
        ["div"] = false,
        ["tr"] = false,
        ["li"] = false,
        ["section"] = false,
        ["article"] = false,
        ["header"] = false,
        ["footer"] = false,
        ["main"] = false,
        ["nav"] = false,
        ["aside"] = false,
        ["center"] = false,
        ["address"] = false,
        ["form"] = false,
        ["fieldset"] = false,
        ["figure"] = false,
        ["figcaption"] = false,
        ["dt"] = false,
        ["dd"] = false,
        ["caption"] = false,
        ["body"] = false,
        ["html"] = false,
        ["tbody"] = false,
        ["thead"] = false,
        ["tfoot"] = false,
    }.ToFrozenDictionary();
}
