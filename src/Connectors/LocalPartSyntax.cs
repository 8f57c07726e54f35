using System.Buffers;
using System.Text;

namespace EmailPlatform.Connectors;

/// <summary>The part before the at sign: a dot-atom of RFC 5321, with the characters that RFC 6531 adds.</summary>
internal static class LocalPartSyntax
{
    private const int MaxOctets = 64;

    private static readonly SearchValues<char> Atom =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~.");

    public static string? Check(ReadOnlySpan<char> local)
    {
        if (local.IsEmpty)
        {
            return "The part before the at sign is empty.";
        }

        if (local.Length > MaxOctets || Encoding.UTF8.GetByteCount(local) > MaxOctets)
        {
            return $"The part before the at sign has at most {MaxOctets} octets.";
        }

        if (local[0] == '"')
        {
            return CheckQuoted(local);
        }

        if (FindNonAtom(local) is { } bad)
        {
            return $"The character {AddressCharacters.Name(bad)} cannot stand before the at sign.";
        }

        if (HasLooseDot(local))
        {
            return "Dots before the at sign stand between characters, never first, last or twice in a row.";
        }

        return Ascii.IsValid(local) ? null : AddressCharacters.FindLookAlike(local, words: true);
    }

    // Quotes are taken only around what cannot do without them: the loose dots that some old phone providers gave out.
    // "ada"@x would be a second spelling, and so a second key, of ada@x; blanks and escapes read differently by server.
    private static string? CheckQuoted(ReadOnlySpan<char> local)
    {
        if (local.Length < 3 || local[^1] != '"')
        {
            return "The quotes before the at sign do not match.";
        }

        var inner = local[1..^1];
        if (inner.ContainsAnyExcept(Atom))
        {
            return "A quoted part before the at sign may hold only letters, digits, dots and the marks of an unquoted one.";
        }

        return HasLooseDot(inner) ? null : "This part before the at sign needs no quotes: leave them away.";
    }

    private static bool HasLooseDot(ReadOnlySpan<char> local) => local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal);

    private static Rune? FindNonAtom(ReadOnlySpan<char> local)
    {
        foreach (var rune in local.EnumerateRunes())
        {
            if (rune.IsAscii && !Atom.Contains((char)rune.Value))
            {
                return rune;
            }
        }

        return null;
    }
}
