using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace EmailPlatform.Server.Lists;

/// <summary>
/// Cursors of lists: the place of the last row shown, bound to tenant, list and filter, so that one taken elsewhere is
/// told from a good one. They hide nothing that the caller may not see; the bond keeps honest callers from mistakes.
/// </summary>
internal static class Cursors
{
    private const int BondSize = 8;

    /// <summary>What a cursor is bound to.</summary>
    public static string Place(string list, string tenant, string? filter) => $"{list}\n{tenant}\n{filter}";

    public static string Write(string place, string last)
    {
        var text = Encoding.UTF8.GetBytes(last);
        return Base64Url.EncodeToString([.. Bond(place, text), .. text]);
    }

    public static string Write(string place, long last) => Write(place, last.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static bool TryRead(string place, string cursor, [NotNullWhen(true)] out string? last)
    {
        last = null;
        if (!Base64Url.IsValid(cursor))
        {
            return false;
        }

        var bytes = Base64Url.DecodeFromChars(cursor).AsSpan();
        if (bytes.Length <= BondSize)
        {
            return false;
        }

        var text = bytes[BondSize..];
        if (!Bond(place, text).SequenceEqual(bytes[..BondSize]))
        {
            return false;
        }

        last = Encoding.UTF8.GetString(text);
        return true;
    }

    private static ReadOnlySpan<byte> Bond(string place, ReadOnlySpan<byte> text) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(place), 0, .. text]).AsSpan(0, BondSize);
}
