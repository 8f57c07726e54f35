using System.Buffers;
using System.Text;

namespace EmailPlatform.Platform.Templates;

/// <summary>
/// Finds <c>{{path.to.value}}</c> and <c>{{path|default}}</c>. Whatever else begins with two braces was meant as a
/// placeholder and would reach recipients as it stands, so it is an error; single braces (CSS) and closing ones are text.
/// </summary>
internal static class PlaceholderSyntax
{
    private const string Open = "{{";
    private const string Close = "}}";
    private const string WhiteSpace = " \t\r\n";

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.");

    /// <param name="problem">Takes the offset and the message of each error.</param>
    public static MarkedText Parse(string source, Action<int, string> problem)
    {
        var text = new StringBuilder(source.Length);
        var positions = new List<int>();
        var placeholders = new List<Placeholder>();
        var next = 0;
        for (var open = Find(source, 0); open >= 0; open = Find(source, next))
        {
            text.Append(source, next, open - next);
            var (length, path, fallback, error) = Read(source, open);
            if (error is not null)
            {
                problem(open, error);
                text.Append(source, open, length);
            }
            else
            {
                positions.Add(text.Length);
                placeholders.Add(new Placeholder(path, fallback, open));
                text.Append(MarkedText.Mark);
            }

            next = open + length;
        }

        return new MarkedText(text.Append(source, next, source.Length - next).ToString(), positions, placeholders);
    }

    private static int Find(string source, int start) => source.IndexOf(Open, start, StringComparison.Ordinal);

    private static (int Length, string Path, string? Default, string? Error) Read(string source, int open)
    {
        var start = open + Open.Length;
        var braces = source.AsSpan(open).IndexOfAnyExcept('{');
        if (braces > Open.Length || (braces < 0 && source.Length - open > Open.Length))
        {
            return Broken(braces < 0 ? source.Length - open : braces, "Placeholders have two braces; values are escaped for where they stand.");
        }

        var close = source.IndexOf(Close, start, StringComparison.Ordinal);
        var again = Find(source, start);
        if (close < 0 || (again >= 0 && again < close))
        {
            return Broken(Open.Length, "This placeholder is not closed: }} is missing.");
        }

        var length = close + Close.Length - open;
        var content = source.AsSpan(start, close - start);
        var bar = content.IndexOf('|');
        var path = (bar < 0 ? content : content[..bar]).Trim(WhiteSpace);
        var fallback = bar < 0 ? null : content[(bar + 1)..].Trim(WhiteSpace).ToString();
        return Problem(path, fallback) is { } error ? Broken(length, error) : (length, path.ToString(), fallback, null);
    }

    private static string? Problem(ReadOnlySpan<char> path, string? fallback)
    {
        if (path.IsEmpty)
        {
            return "This placeholder names no variable.";
        }

        if ("#/^>!&*%@".Contains(path[0]) || path is "else")
        {
            return "Helpers, conditions and partials do not exist here; a default is written {{path|default}}.";
        }

        if (path.ContainsAnyExcept(NameCharacters))
        {
            return "A variable's name has only the letters A to Z, digits, _ and dots between names.";
        }

        if (path[0] == '.' || path[^1] == '.' || path.Contains("..", StringComparison.Ordinal))
        {
            return "A name is missing beside a dot.";
        }

        return fallback?.AsSpan().ContainsAny('{', '}') == true ? "A default holds no braces." : null;
    }

    private static (int Length, string Path, string? Default, string? Error) Broken(int length, string error) => (length, "", null, error);
}
