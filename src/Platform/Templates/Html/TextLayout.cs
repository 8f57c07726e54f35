using System.Text;

namespace EmailPlatform.Platform.Templates.Html;

/// <summary>Lays out text in lines as a browser would: white space collapsed, blocks on lines of their own.</summary>
internal sealed class TextLayout
{
    // Invisible padding that senders put behind a preview line.
    private const string Invisible = "\u034F\u200B\uFEFF\u00AD";

    private readonly StringBuilder _text = new();
    private readonly List<int> _positions = [];
    private readonly List<Placeholder> _placeholders = [];
    private readonly List<ValuePlace> _places = [];
    private bool _space;
    private int _lines;
    private int _markEnd;

    public int Length => _text.Length;

    public void Append(string text, bool preformatted)
    {
        foreach (var character in text)
        {
            if (preformatted && character == '\n')
            {
                LineBreak();
            }
            else if (preformatted && character is ' ' or '\t')
            {
                Flush();
                _text.Append(character);
            }
            else if (character is ' ' or '\t' or '\r' or '\n' or '\f' or '\u00A0')
            {
                _space = true;
            }
            else if (!Invisible.Contains(character) && !(character == '\u200C' && (_space || AtLineStart)))
            {
                Flush();
                _text.Append(character);
            }
        }
    }

    public void Append(Placeholder placeholder, ValuePlace place)
    {
        Flush();
        _positions.Add(_text.Length);
        _placeholders.Add(placeholder);
        _places.Add(place);
        _text.Append(MarkedText.Mark);
    }

    public void Space() => _space = true;

    /// <summary>A line break that was asked for; two of them leave a blank line, more do not.</summary>
    public void LineBreak()
    {
        _lines = Math.Min(_lines + 1, 2);
        _space = false;
    }

    /// <summary>What follows begins a line, behind a blank one if so wished.</summary>
    public void EndLine(bool blank)
    {
        if (_markEnd > 0 && _text.Length == _markEnd && _lines == 0)
        {
            return;
        }

        _lines = Math.Max(_lines, blank ? 2 : 1);
        _space = false;
    }

    /// <summary>Holds back the white space that is due, so that what follows stays with what is there.</summary>
    public (bool Space, int Lines) Suspend()
    {
        var pending = (_space, _lines);
        (_space, _lines) = (false, 0);
        return pending;
    }

    public void Resume((bool Space, int Lines) pending) => (_space, _lines) = pending;

    /// <summary>What marks an item of a list; a block that begins right behind it stays on its line.</summary>
    public void Mark(string mark)
    {
        Append(mark, preformatted: false);
        _space = true;
        _markEnd = _text.Length;
    }

    /// <summary>The text since a length, placeholders by their names, for comparing.</summary>
    public string KeyFrom(int start)
    {
        var key = new StringBuilder();
        var next = start;
        var first = _positions.BinarySearch(start);
        for (var index = first < 0 ? ~first : first; index < _positions.Count; index++)
        {
            key.Append(_text, next, _positions[index] - next).Append(KeyOf(_placeholders[index]));
            next = _positions[index] + 1;
        }

        return key.Append(_text, next, _text.Length - next).ToString();
    }

    public static string KeyOf(Placeholder placeholder) => $"{{{{{placeholder.Path}|{placeholder.Default}}}}}";

    public (MarkedText Text, IReadOnlyList<ValuePlace> Places) ToMarkedText() =>
        (new MarkedText(_text.ToString(), _positions, _placeholders), _places);

    private bool AtLineStart => _text.Length == 0 || _lines > 0 || _text[^1] == '\n';

    private void Flush()
    {
        if (_text.Length > 0)
        {
            _text.Append('\n', _lines);
            if (_space && _lines == 0 && _text[^1] is not (' ' or '\n'))
            {
                _text.Append(' ');
            }
        }

        _lines = 0;
        _space = false;
    }
}
