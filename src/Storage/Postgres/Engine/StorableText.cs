using System.Text;

namespace EmailPlatform.Storage.Postgres.Engine;

/// <summary>
/// Text as PostgreSQL can keep it: U+FFFD, the sign for what cannot be shown, in place of a NUL and of half a surrogate pair.
/// One such character in what a server somewhere answers must not make a row impossible to write.
/// </summary>
internal static class StorableText
{
    public static string? Of(string? text) => text is null || IsStorable(text) ? text : Replace(text);

    private static bool IsStorable(string text)
    {
        foreach (var character in text)
        {
            if (character == '\0' || char.IsSurrogate(character))
            {
                return false;
            }
        }

        return true;
    }

    private static string Replace(string text)
    {
        var storable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            storable.Append(rune.Value == 0 ? Rune.ReplacementChar.ToString() : rune.ToString());
        }

        return storable.ToString();
    }
}
