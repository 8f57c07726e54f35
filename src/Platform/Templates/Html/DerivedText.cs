using System.Globalization;
using System.Text;

namespace EmailPlatform.Platform.Templates.Html;

/// <summary>
/// The text part of a template that has only HTML, made once when the template is compiled: its placeholders stay
/// placeholders, so that values reach the text unescaped. Links stay as <c>text (url)</c>, images as their alternative text.
/// </summary>
internal sealed class DerivedText
{
    private readonly MarkedText _html;
    private readonly IReadOnlyList<ValuePlace> _places;
    private readonly TextLayout _layout = new();
    private readonly Stack<int?> _lists = new();
    private HtmlAttribute? _link;
    private int _linkStart;
    private int _preformatted;

    private DerivedText(MarkedText html, IReadOnlyList<ValuePlace> places) => (_html, _places) = (html, places);

    /// <param name="places">The places that the placeholders have in the HTML.</param>
    public static (MarkedText Text, IReadOnlyList<ValuePlace> Places) From(MarkedText html, IReadOnlyList<ValuePlace> places)
    {
        var derived = new DerivedText(html, places);
        foreach (var token in HtmlTokenizer.Tokenize(html.Text))
        {
            derived.Visit(token);
        }

        derived.EndLink();
        return derived._layout.ToMarkedText();
    }

    private void Visit(HtmlToken token)
    {
        switch (token.Kind)
        {
            case HtmlTokenKind.Text:
                Append(token.Start, token.End, asLink: false);
                break;
            case HtmlTokenKind.StartTag:
                Start(token);
                break;
            case HtmlTokenKind.EndTag:
                End(token.Name);
                break;
        }
    }

    private void Start(HtmlToken token)
    {
        Break(token.Name);
        switch (token.Name)
        {
            case "br":
                _layout.LineBreak();
                break;
            case "hr":
                _layout.Append("---", preformatted: false);
                _layout.EndLine(blank: true);
                break;
            case "td" or "th":
                _layout.Space();
                break;
            case "pre":
                _preformatted++;
                break;
            case "ul":
                _lists.Push(null);
                break;
            case "ol":
                _lists.Push(1);
                break;
            case "li":
                _layout.Mark(ItemMark());
                break;
            case "img" when Attribute(token, "alt") is { } alternative:
                Append(alternative.ValueStart, alternative.ValueEnd, asLink: false);
                break;
            case "a":
                EndLink();
                _link = Attribute(token, "href");
                _linkStart = _layout.Length;
                break;
        }
    }

    private void End(string name)
    {
        switch (name)
        {
            case "a":
                EndLink();
                break;
            case "ul" or "ol":
                _lists.TryPop(out _);
                break;
            case "pre":
                _preformatted = Math.Max(0, _preformatted - 1);
                break;
            case "td" or "th":
                _layout.Space();
                break;
        }

        Break(name);
    }

    private void Break(string name)
    {
        if (HtmlNames.Blocks.TryGetValue(name, out var blank))
        {
            // A list inside a list stays with its item.
            _layout.EndLine(blank && !(name is "ul" or "ol" && _lists.Count > 0));
        }
    }

    private string ItemMark()
    {
        if (!_lists.TryPop(out var number))
        {
            return "-";
        }

        _lists.Push(number + 1);
        return number is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{number}.");
    }

    private void EndLink()
    {
        if (_link is not { } link)
        {
            return;
        }

        _link = null;
        var url = Key(link);
        var shown = _layout.KeyFrom(_linkStart).Trim();
        if (url.Length == 0 || url[0] == '#' || LinkValue.IsDangerous(url) || shown == url || $"mailto:{shown}" == url)
        {
            return;
        }

        if (shown.Length == 0)
        {
            Append(link.ValueStart, link.ValueEnd, asLink: true);
            return;
        }

        var pending = _layout.Suspend();
        var pieces = _html.Pieces(link.ValueStart, link.ValueEnd).ToList();
        if (pieces is [(_, >= 0 and var only)])
        {
            // Without a link to show there are no parentheses either.
            _layout.Append(_html.Placeholders[only], new ValuePlace(_places[only].Kind, InParentheses: true));
        }
        else
        {
            _layout.Append(" (", preformatted: false);
            Append(link.ValueStart, link.ValueEnd, asLink: true);
            _layout.Append(")", preformatted: false);
        }

        _layout.Resume(pending);
    }

    private string Key(HtmlAttribute link)
    {
        var key = new StringBuilder();
        foreach (var (literal, index) in _html.Pieces(link.ValueStart, link.ValueEnd))
        {
            key.Append(index < 0 ? HtmlText.Decode(literal) : TextLayout.KeyOf(_html.Placeholders[index]));
        }

        return key.ToString().Trim();
    }

    private void Append(int start, int end, bool asLink)
    {
        foreach (var (literal, index) in _html.Pieces(start, end))
        {
            if (index < 0)
            {
                var text = HtmlText.Decode(literal);
                _layout.Append(asLink ? text.Trim() : text, _preformatted > 0);
            }
            else
            {
                _layout.Append(_html.Placeholders[index], new ValuePlace(asLink ? _places[index].Kind : ValueKind.Text));
            }
        }
    }

    private static HtmlAttribute? Attribute(HtmlToken token, string name) =>
        token.Attributes.FirstOrDefault(attribute => attribute.Name == name);
}
