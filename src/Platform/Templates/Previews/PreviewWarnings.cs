using System.Text;
using System.Text.RegularExpressions;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Templates.Html;

namespace EmailPlatform.Platform.Templates.Previews;

/// <summary>What recipients, their mail programs and their filters stumble over in a rendered mail.</summary>
internal static partial class PreviewWarnings
{
    // Gmail cuts longer HTML off and hides the rest behind a link: https://developers.google.com/gmail (seen 2026-11).
    private const int GmailClips = 102 * 1024;

    public static IEnumerable<ConfigProblem> Of(RenderedContent content, bool hasOwnText)
    {
        if (content.Html is not { } html)
        {
            yield break;
        }

        if (!hasOwnText)
        {
            yield return new ConfigProblem("text", "no_text_part", "There is no text part of its own; it is derived from the HTML.");
        }

        if (Encoding.UTF8.GetByteCount(html) > GmailClips)
        {
            yield return new ConfigProblem("html", "clipped_by_gmail", "The HTML is over 102 KB: Gmail clips it.");
        }

        foreach (var problem in OfTokens(html, HtmlTokenizer.Tokenize(html)))
        {
            yield return problem;
        }
    }

    private static IEnumerable<ConfigProblem> OfTokens(string html, IReadOnlyList<HtmlToken> tokens)
    {
        string? link = null;
        var shown = new StringBuilder();
        foreach (var token in tokens)
        {
            if (token is { Kind: HtmlTokenKind.StartTag, Name: "img" } && token.Attributes.All(attribute => attribute.Name != "alt"))
            {
                yield return new ConfigProblem("html", "image_without_alt", $"An image has no alt text: {Shorten(html[token.Start..token.End])}");
            }

            if (token.Name == "a" && token.Kind is HtmlTokenKind.StartTag or HtmlTokenKind.EndTag)
            {
                if (Differ(link, shown.ToString()) is { } problem)
                {
                    yield return problem;
                }

                link = token.Kind == HtmlTokenKind.StartTag ? HrefOf(html, token) : null;
                shown.Clear();
            }
            else if (link is not null && token.Kind == HtmlTokenKind.Text)
            {
                shown.Append(HtmlText.Decode(html[token.Start..token.End]));
            }
        }
    }

    private static string? HrefOf(string html, HtmlToken token) => token.Attributes.FirstOrDefault(attribute => attribute.Name == "href") is { } href
        ? HtmlText.Decode(html[href.ValueStart..href.ValueEnd]).Trim()
        : null;

    private static ConfigProblem? Differ(string? link, string shown)
    {
        if (link is null || !Uri.TryCreate(link, UriKind.Absolute, out var target) || target.Scheme is not ("http" or "https")
            || Address().Match(shown.Trim()) is not { Success: true } seen)
        {
            return null;
        }

        var host = Bare(seen.Groups["host"].Value);
        var ascii = Uri.TryCreate($"https://{host}", UriKind.Absolute, out var address) ? address.IdnHost : host;
        return string.Equals(ascii, Bare(target.IdnHost), StringComparison.OrdinalIgnoreCase)
            ? null
            : new ConfigProblem("html", "link_host_differs", $"A link shows {Shorten(host)} and leads to {Shorten(target.Host)}: filters take that for phishing.");
    }

    private static string Bare(string host) => host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;

    private static string Shorten(string text) => text.Length > 100 ? $"{text.AsSpan(0, 100)}…" : text;

    // Text that is an address as a whole. A last label of letters keeps version numbers and prices out.
    [GeneratedRegex(@"\A(?:https?://)?(?<host>(?:[\p{L}\p{N}-]+\.)+\p{L}{2,})(?::[0-9]+)?(?:[/?#]\S*)?\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
