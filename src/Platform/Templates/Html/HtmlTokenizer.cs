namespace EmailPlatform.Platform.Templates.Html;

/// <summary>
/// Cuts HTML into tokens where browsers do (WHATWG HTML, 13.2.5), down to their error handling: the first attribute quote
/// decides, a comment ends at --&gt; or --!&gt;, raw text at its own end tag. It builds no tree and never fails.
/// </summary>
internal sealed class HtmlTokenizer
{
    private const string WhiteSpace = " \t\r\n\f";

    private readonly string _html;
    private readonly int _end;
    private readonly List<HtmlToken> _tokens = [];
    private int _next;
    private bool _noCommentEnd;

    private HtmlTokenizer(string html, int start, int end) => (_html, _next, _end) = (html, start, end);

    public static IReadOnlyList<HtmlToken> Tokenize(string html) => Tokenize(html, 0, html.Length);

    public static IReadOnlyList<HtmlToken> Tokenize(string html, int start, int end)
    {
        var tokenizer = new HtmlTokenizer(html, start, end);
        while (tokenizer._next < end)
        {
            tokenizer.ReadNext();
        }

        return tokenizer._tokens;
    }

    private void ReadNext()
    {
        if (_html[_next] != '<')
        {
            ReadText(1);
        }
        else if (StartsWith("<!--"))
        {
            ReadComment();
        }
        else if (char.IsAsciiLetter(At(_next + 1)))
        {
            ReadTag(HtmlTokenKind.StartTag, _next + 1);
        }
        else if (At(_next + 1) == '/' && char.IsAsciiLetter(At(_next + 2)))
        {
            ReadTag(HtmlTokenKind.EndTag, _next + 2);
        }
        else if (At(_next + 1) is '!' or '?' or '/')
        {
            var close = IndexOf(">", _next);
            Add(HtmlTokenKind.Declaration, close < 0 ? _end : close + 1);
        }
        else
        {
            ReadText(1);
        }
    }

    private void ReadText(int least)
    {
        var end = IndexOf("<", _next + least);
        Add(HtmlTokenKind.Text, end < 0 ? _end : end);
    }

    private void ReadComment()
    {
        var content = Math.Min(_next + 4, _end);
        if (At(content) == '>' || (At(content) == '-' && At(content + 1) == '>'))
        {
            Add(HtmlTokenKind.Comment, content + (At(content) == '>' ? 1 : 2));
            return;
        }

        var plain = _noCommentEnd ? -1 : IndexOf("-->", content);
        _noCommentEnd = plain < 0;
        var bang = _html.IndexOf("--!>", content, (plain < 0 ? _end : plain) - content, StringComparison.Ordinal);
        Add(HtmlTokenKind.Comment, bang >= 0 ? bang + 4 : plain >= 0 ? plain + 3 : _end);
    }

    private void ReadTag(HtmlTokenKind kind, int nameStart)
    {
        var at = Until(nameStart, "/>");
        var name = _html[nameStart..at].ToLowerInvariant();
        var attributes = new List<HtmlAttribute>();
        while (true)
        {
            at = Skip(at, "/");
            if (at >= _end || _html[at] == '>')
            {
                break;
            }

            at = ReadAttribute(at, attributes);
        }

        Add(kind, Math.Min(at + 1, _end), name, attributes);
        if (kind == HtmlTokenKind.StartTag)
        {
            ReadContentOf(name);
        }
    }

    private int ReadAttribute(int start, List<HtmlAttribute> attributes)
    {
        // An equals sign in first place belongs to the name.
        var at = Until(start + 1, "/>=");
        var name = _html[start..at].ToLowerInvariant();
        var equals = Skip(at, "");
        if (At(equals) != '=')
        {
            attributes.Add(new HtmlAttribute(name, start, at, at, Quoted: false));
            return equals;
        }

        var value = Skip(equals + 1, "");
        if (At(value) is '"' or '\'')
        {
            var close = IndexOf(_html[value].ToString(), value + 1);
            var end = close < 0 ? _end : close;
            attributes.Add(new HtmlAttribute(name, start, value + 1, end, Quoted: true));
            return Math.Min(end + 1, _end);
        }

        at = Until(value, ">");
        attributes.Add(new HtmlAttribute(name, start, value, at, Quoted: false));
        return at;
    }

    private void ReadContentOf(string name)
    {
        var kind = HtmlNames.RawText.Contains(name) ? HtmlTokenKind.RawText
            : HtmlNames.EscapableText.Contains(name) ? HtmlTokenKind.EscapableText
            : HtmlTokenKind.Text;
        if (kind == HtmlTokenKind.Text)
        {
            return;
        }

        var end = name == "plaintext" ? _end : EndOf(name);
        if (end > _next)
        {
            Add(kind, end, name);
        }
    }

    private int EndOf(string name)
    {
        for (var at = IndexOf("</", _next); at >= 0; at = IndexOf("</", at + 2))
        {
            var after = at + 2 + name.Length;
            if (after < _end
                && string.Compare(_html, at + 2, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
                && (WhiteSpace.Contains(_html[after]) || _html[after] is '/' or '>'))
            {
                return at;
            }
        }

        return _end;
    }

    private void Add(HtmlTokenKind kind, int end, string name = "", IReadOnlyList<HtmlAttribute>? attributes = null)
    {
        _tokens.Add(new HtmlToken(kind, _next, end, name, attributes));
        _next = end;
    }

    private char At(int index) => index < _end ? _html[index] : '\0';

    private bool StartsWith(string text) => _html.AsSpan(_next, _end - _next).StartsWith(text, StringComparison.Ordinal);

    private int IndexOf(string text, int start) =>
        start >= _end ? -1 : _html.IndexOf(text, start, _end - start, StringComparison.Ordinal);

    private int Skip(int start, string also)
    {
        var at = start;
        while (at < _end && (WhiteSpace.Contains(_html[at]) || also.Contains(_html[at])))
        {
            at++;
        }

        return at;
    }

    private int Until(int start, string stops)
    {
        var at = start;
        while (at < _end && !WhiteSpace.Contains(_html[at]) && !stops.Contains(_html[at]))
        {
            at++;
        }

        return at;
    }
}
