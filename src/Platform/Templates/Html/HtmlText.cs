using System.Net;

namespace EmailPlatform.Platform.Templates.Html;

internal static class HtmlText
{
    /// <summary>Character references decoded.</summary>
    public static string Decode(string html) => html.Contains('&') ? WebUtility.HtmlDecode(html) : html;
}
