using System.Text;

namespace EmailPlatform.Platform.Templates.Html;

/// <summary>
/// Where placeholders stand in one link: the first thing in it must be a link of an allowed scheme itself, anything later
/// is percent-encoded; a value that would lengthen the host's name (<c>https://example.com{{path}}</c> and a path of
/// <c>.evil.com</c>) is refused.
/// </summary>
internal static class LinkPlaces
{
    public static void Find(MarkedText html, int start, int end, ValuePlace[] places, Action<int, string> problem)
    {
        var pieces = html.Pieces(start, end).ToList();
        var before = new StringBuilder();
        var beganWithValue = false;
        for (var at = 0; at < pieces.Count; at++)
        {
            var (literal, index) = pieces[at];
            if (index < 0)
            {
                before.Append(HtmlText.Decode(literal));
                continue;
            }

            // Browsers take a backslash for a slash.
            var link = before.ToString().TrimStart().Replace('\\', '/');
            var following = at + 1 < pieces.Count ? HtmlText.Decode(pieces[at + 1].Literal) : "";
            if (link.Length == 0 && !beganWithValue)
            {
                beganWithValue = true;
                places[index] = new ValuePlace(ValueKind.Link, Html: true);
                if (html.Placeholders[index].Default is { } fallback && LinkValue.IsDangerous(fallback))
                {
                    problem(html.Placeholders[index].Offset, "The default of a link cannot be code or data.");
                }

                continue;
            }

            places[index] = new ValuePlace(Kind(link), Html: true);
            if (!beganWithValue && LinkValue.IsDangerous(link))
            {
                problem(html.Placeholders[index].Offset, "A value cannot stand in a link that is code or data.");
            }
            else if (ExtendsHost(link, beganWithValue, following))
            {
                problem(html.Placeholders[index].Offset, "A value here would lengthen the host name: put a / before it.");
            }

            before.Append(MarkedText.Mark);
        }
    }

    private static ValueKind Kind(string link) =>
        link.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) && !link.Contains('?') ? ValueKind.MailtoPart : ValueKind.LinkPart;

    private static bool ExtendsHost(string link, bool beganWithValue, string following)
    {
        if (beganWithValue)
        {
            return link.IndexOfAny(['/', '?', '#']) < 0;
        }

        var slashes = link.IndexOf("//", StringComparison.Ordinal);
        if (slashes < 0 || link[..slashes].Contains('/') || link[..slashes].Contains('?') || link[..slashes].Contains('#'))
        {
            return false;
        }

        var host = link[(slashes + 2)..];
        var more = following.Length > 0 && (char.IsAsciiLetterOrDigit(following[0]) || following[0] is '.' or '-');
        return host.Length > 0 && host[^1] != ':' && host.IndexOfAny(['/', '?', '#']) < 0 && !more;
    }
}
