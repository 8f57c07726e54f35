namespace EmailPlatform.Platform.Templates;

/// <summary>
/// A template's text in which each placeholder is one character (<see cref="Mark"/>), so that whoever reads the text
/// around it, an HTML tokenizer above all, sees a placeholder as a letter and never looks into it.
/// </summary>
/// <param name="Text">The text; the mark may also stand in it as an ordinary character.</param>
/// <param name="Positions">Where in the text the placeholders are, ascending.</param>
/// <param name="Placeholders">The placeholders, in the same order.</param>
internal sealed record MarkedText(string Text, IReadOnlyList<int> Positions, IReadOnlyList<Placeholder> Placeholders)
{
    public const char Mark = '\uFFFC';

    /// <summary>Index of the first placeholder at or after a position.</summary>
    public int FirstFrom(int position)
    {
        var (low, high) = (0, Positions.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Positions[middle] < position ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>What stands between two positions: literals with an index of -1, placeholders with an empty literal.</summary>
    public IEnumerable<(string Literal, int Index)> Pieces(int start, int end)
    {
        var next = start;
        for (var index = FirstFrom(start); index < Positions.Count && Positions[index] < end; index++)
        {
            if (Positions[index] > next)
            {
                yield return (Text[next..Positions[index]], -1);
            }

            yield return ("", index);
            next = Positions[index] + 1;
        }

        if (next < end)
        {
            yield return (Text[next..end], -1);
        }
    }
}
