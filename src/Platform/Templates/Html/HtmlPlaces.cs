using System.Text;

namespace EmailPlatform.Platform.Templates.Html;

/// <summary>Finds for every placeholder of an HTML template where it stands, and where no value would be safe.</summary>
internal sealed class HtmlPlaces
{
    private const string InTag = "A value cannot stand in a tag outside of a quoted attribute value: put quotes around the value.";

    private readonly MarkedText _html;
    private readonly Action<int, string> _problem;
    private readonly ValuePlace[] _places;

    private HtmlPlaces(MarkedText html, Action<int, string> problem)
    {
        (_html, _problem) = (html, problem);
        _places = new ValuePlace[html.Positions.Count];
        Array.Fill(_places, new ValuePlace(ValueKind.Text, Html: true));
    }

    /// <param name="problem">Takes the source offset and the message of each placeholder that cannot stay.</param>
    public static IReadOnlyList<ValuePlace> Find(MarkedText html, Action<int, string> problem)
    {
        var places = new HtmlPlaces(html, problem);
        places.Visit(HtmlTokenizer.Tokenize(html.Text));
        return places._places;
    }

    private void Visit(IReadOnlyList<HtmlToken> tokens)
    {
        foreach (var token in tokens)
        {
            switch (token.Kind)
            {
                case HtmlTokenKind.Text:
                    VisitText(token);
                    break;
                case HtmlTokenKind.StartTag:
                    VisitTag(token);
                    break;
                case HtmlTokenKind.EndTag:
                    Refuse(token.Start, token.End, InTag);
                    break;
                case HtmlTokenKind.RawText:
                    Refuse(token.Start, token.End, $"A value cannot stand inside <{token.Name}>, where nothing makes it safe.");
                    break;
                case HtmlTokenKind.Comment when IsConditional(token):
                    // Outlook reads what is inside; everyone else sees a comment, which escaped values cannot end.
                    var inside = _html.Text.IndexOf('>', token.Start) + 1;
                    Refuse(token.Start, inside, "A value cannot stand in a condition.");
                    Visit(HtmlTokenizer.Tokenize(_html.Text, inside, Math.Max(inside, token.End - 3)));
                    break;
                case HtmlTokenKind.Comment:
                    Refuse(token.Start, token.End, "A value cannot stand in a comment: it would be sent without being seen.");
                    break;
                case HtmlTokenKind.Declaration:
                    Refuse(token.Start, token.End, "A value cannot stand in a declaration.");
                    break;
                case HtmlTokenKind.EscapableText:
                    break;
            }
        }
    }

    private bool IsConditional(HtmlToken token)
    {
        var comment = _html.Text.AsSpan(token.Start, token.End - token.Start);
        return comment.StartsWith("<!--[if ", StringComparison.OrdinalIgnoreCase) && comment.EndsWith("-->", StringComparison.Ordinal)
            && comment[..^3].Contains("]>", StringComparison.Ordinal);
    }

    private void VisitText(HtmlToken token)
    {
        // A lone < is text, until a value behind it makes it a tag.
        if (_html.Text[token.Start] == '<')
        {
            Refuse(token.Start + 1, token.Start + 2, "A value cannot stand right behind <: write &lt; for the sign itself.");
        }
    }

    private void VisitTag(HtmlToken token)
    {
        var next = token.Start;
        var refresh = token.Name == "meta" && token.Attributes.Any(attribute => attribute.Name == "http-equiv");
        foreach (var attribute in token.Attributes)
        {
            Refuse(next, attribute.Quoted ? attribute.ValueStart : attribute.ValueEnd, InTag);
            if (attribute.Quoted)
            {
                VisitValue(token.Name, attribute, refresh);
            }

            next = attribute.ValueEnd;
        }

        Refuse(next, token.End, InTag);
    }

    private void VisitValue(string element, HtmlAttribute attribute, bool refresh)
    {
        var (start, end) = (attribute.ValueStart, attribute.ValueEnd);
        if (attribute.Name.StartsWith("on", StringComparison.Ordinal))
        {
            Refuse(start, end, $"A value cannot stand in the event handler {attribute.Name}, which is code.");
        }
        else if (attribute.Name == "srcdoc" || refresh || HtmlNames.Active.Contains(element))
        {
            Refuse(start, end, $"A value cannot stand in {attribute.Name} of <{element}>, where nothing makes it safe.");
        }
        else if (attribute.Name == "style")
        {
            VisitStyle(start, end);
        }
        else if (HtmlNames.LinkAttributes.Contains(attribute.Name))
        {
            LinkPlaces.Find(_html, start, end, _places, _problem);
        }
    }

    private void VisitStyle(int start, int end)
    {
        var before = new StringBuilder();
        foreach (var (literal, index) in _html.Pieces(start, end))
        {
            before.Append(HtmlText.Decode(literal));
            if (index < 0)
            {
                continue;
            }

            _places[index] = new ValuePlace(ValueKind.Style, Html: true);
            var style = before.ToString();
            var open = style.LastIndexOf('(');
            var inFunction = open > style.LastIndexOf(')');
            if (style.Contains('\\') || style.Contains("/*", StringComparison.Ordinal)
                || style.Count(character => character == '"') % 2 == 1 || style.Count(character => character == '\'') % 2 == 1
                || (inFunction && style[..open].TrimEnd().ToLowerInvariant() is var function
                    && (function.EndsWith("url", StringComparison.Ordinal) || function.EndsWith("expression", StringComparison.Ordinal))))
            {
                _problem(_html.Placeholders[index].Offset, "A value cannot stand in a style's url(), string, comment or escape: use an attribute such as background or src.");
            }
        }
    }

    private void Refuse(int start, int end, string message)
    {
        for (var index = _html.FirstFrom(start); index < _places.Length && _html.Positions[index] < end; index++)
        {
            _problem(_html.Placeholders[index].Offset, message);
        }
    }
}
