using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;

namespace EmailPlatform.Connectors.Mime;

/// <summary>Fills one encoded word after the other; a word has at most 75 characters, its line 76 (RFC 2047, 2).</summary>
internal struct EncodedWordWriter(bool base64)
{
    /// <summary>What a word of 75 has for its text beside <c>=?utf-8?Q??=</c>.</summary>
    public const int MaxEncoded = 75 - Frame;

    private const int Frame = 12;

    private Octets _octets;
    private int _count;
    private int _lines;

    /// <summary>Adds what must stay together, if a word can hold it; else its code points one by one.</summary>
    public void Add(ref WireWriter writer, scoped ReadOnlySpan<char> element)
    {
        Span<byte> octets = stackalloc byte[MaxEncoded + 1];
        if (!Encoding.UTF8.TryGetBytes(element, octets, out var length) || Cost(octets[..length]) > MaxEncoded)
        {
            foreach (var rune in element.EnumerateRunes())
            {
                AddOctets(ref writer, octets[..rune.EncodeToUtf8(octets)]);
            }
        }
        else
        {
            AddOctets(ref writer, octets[..length]);
        }
    }

    public void End(ref WireWriter writer)
    {
        if (_count == 0)
        {
            return;
        }

        ReadOnlySpan<byte> octets = _octets[.._count];
        writer.Write(base64 ? "=?utf-8?B?"u8 : "=?utf-8?Q?"u8);
        if (base64)
        {
            Base64.EncodeToUtf8(octets, writer.Reserve(MaxEncoded), out _, out var written);
            writer.Advance(written);
        }
        else
        {
            QEncoding.Write(ref writer, octets);
        }

        writer.Write("?="u8);
        _count = 0;
        _lines++;
    }

    private void AddOctets(ref WireWriter writer, scoped ReadOnlySpan<byte> octets)
    {
        if (_count > 0 && Cost(_octets[.._count], octets) > Room(writer.Column))
        {
            End(ref writer);
            writer.Fold();
        }
        else if (_count == 0 && _lines == 0 && Cost(octets) > Room(writer.Column))
        {
            writer.Fold();
        }

        octets.CopyTo(_octets[_count..]);
        _count += octets.Length;
    }

    private static int Room(int column) => Math.Min(MaxEncoded, EncodedWords.MaxLine - Frame - column);

    private readonly int Cost(ReadOnlySpan<byte> octets, ReadOnlySpan<byte> more = default) => base64
        ? (octets.Length + more.Length + 2) / 3 * 4
        : QEncoding.Length(octets) + QEncoding.Length(more);

    [InlineArray(MaxEncoded + 1)]
    private struct Octets
    {
        private byte _first;
    }
}
