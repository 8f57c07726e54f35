namespace EmailPlatform.Connectors.Mime;

/// <summary>A header of running text, folded before blanks (RFC 5322, 2.2.3) and encoded where ASCII does not do.</summary>
internal static class UnstructuredHeader
{
    public const int Preferred = 78;

    private const int LongestFoldable = Preferred - 2;

    public static void Write(ref WireWriter writer, string name, string value)
    {
        writer.Write(name);
        writer.Write(": "u8);
        if (HeaderRules.IsStructured(name))
        {
            WriteFolded(ref writer, HeaderText.Collapse(value));
        }
        else if (!HeaderText.IsPlain(value))
        {
            EncodedWords.Write(ref writer, value);
        }
        else if (writer.Column + value.Length <= Preferred)
        {
            writer.Write(value);
        }
        else if (HeaderText.LongestPiece(value) <= LongestFoldable - name.Length)
        {
            WriteFolded(ref writer, value);
        }
        else
        {
            EncodedWords.Write(ref writer, value);
        }

        writer.NewLine();
    }

    /// <summary>Folds before blanks, never so that a line holds nothing else, and never behind the name.</summary>
    public static void WriteFolded(ref WireWriter writer, scoped ReadOnlySpan<char> value)
    {
        while (!value.IsEmpty)
        {
            var blanks = value.IndexOfAnyExcept(' ');
            var length = blanks < 0 ? -1 : value[blanks..].IndexOf(' ');
            var piece = length < 0 ? value : value[..(blanks + length)];
            if (blanks > 0 && writer.Column + piece.Length > Preferred)
            {
                writer.NewLine();
            }

            writer.Write(piece);
            value = value[piece.Length..];
        }
    }
}
