namespace EmailPlatform.Platform.Templates.Stored;

/// <summary>What differs between two texts, line by line, as people read it: lines that went begin with -, that came with +, those between with a space.</summary>
internal static class LineDiff
{
    private const int Around = 3;

    // Beyond it the middle of a text is told as replaced: comparing everything with everything costs lines times lines.
    private const int MostCells = 4_000_000;

    public static IReadOnlyList<string> Between(string? from, string? to)
    {
        var (left, right) = (Lines(from), Lines(to));
        var start = 0;
        while (start < left.Length && start < right.Length && left[start] == right[start])
        {
            start++;
        }

        var end = 0;
        while (end < left.Length - start && end < right.Length - start && left[^(end + 1)] == right[^(end + 1)])
        {
            end++;
        }

        List<string> lines =
        [
            .. left[..start].Select(line => " " + line),
            .. Middle(left[start..^end], right[start..^end]),
            .. left[^end..].Select(line => " " + line),
        ];
        return Hunks(lines);
    }

    // A carriage return is seen as what it is: a difference.
    private static string[] Lines(string? text) => string.IsNullOrEmpty(text) ? [] : text.Split('\n');

    private static IEnumerable<string> Middle(string[] left, string[] right)
    {
        if ((long)left.Length * right.Length > MostCells)
        {
            return [.. left.Select(line => "-" + line), .. right.Select(line => "+" + line)];
        }

        // Longest common subsequence, from the end.
        var lengths = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
            {
                lengths[i, j] = left[i] == right[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        return Walk(left, right, lengths);
    }

    private static IEnumerable<string> Walk(string[] left, string[] right, int[,] lengths)
    {
        var (i, j) = (0, 0);
        while (i < left.Length || j < right.Length)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
            {
                yield return " " + left[i++];
                j++;
            }
            else if (j == right.Length || (i < left.Length && lengths[i + 1, j] >= lengths[i, j + 1]))
            {
                yield return "-" + left[i++];
            }
            else
            {
                yield return "+" + right[j++];
            }
        }
    }

    /// <summary>Leaves out what is far from every difference.</summary>
    private static List<string> Hunks(List<string> lines)
    {
        var near = new bool[lines.Count];
        for (var index = 0; index < lines.Count; index++)
        {
            if (lines[index][0] != ' ')
            {
                near.AsSpan(Math.Max(0, index - Around), Math.Min(lines.Count, index + Around + 1) - Math.Max(0, index - Around)).Fill(true);
            }
        }

        var hunks = new List<string>();
        for (var index = 0; index < lines.Count; index++)
        {
            if (near[index])
            {
                hunks.Add(lines[index]);
            }
            else if (index > 0 && near[index - 1] && near.AsSpan(index).Contains(true))
            {
                hunks.Add("…");
            }
        }

        return hunks;
    }
}
