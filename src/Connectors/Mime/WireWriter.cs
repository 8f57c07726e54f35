using System.Buffers;
using System.Text;

namespace EmailPlatform.Connectors.Mime;

/// <summary>Writes into the transport's own buffer, taking a piece of it at a time; <see cref="Flush"/> hands the last piece back.</summary>
internal ref struct WireWriter(IBufferWriter<byte> output)
{
    private const int Piece = 4096;

    private Span<byte> _piece;
    private int _used;
    private byte _last;

    /// <summary>Octets since the last <see cref="NewLine"/>: what header folding goes by.</summary>
    public int Column { get; private set; }

    /// <summary>The octet written last.</summary>
    public readonly byte Last => _used > 0 ? _piece[_used - 1] : _last;

    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Advance(bytes.Length);
    }

    public void Write(byte value)
    {
        Reserve(1)[0] = value;
        Advance(1);
    }

    /// <summary>Writes characters that are known to be ASCII, or in the SMTPUTF8 form anything.</summary>
    public void Write(scoped ReadOnlySpan<char> text)
    {
        var room = Reserve(text.Length);
        if (Ascii.FromUtf16(text, room, out var written) == OperationStatus.Done)
        {
            Advance(written);
            return;
        }

        Advance(Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetMaxByteCount(text.Length))));
    }

    public void NewLine()
    {
        Write("\r\n"u8);
        Column = 0;
    }

    /// <summary>Goes on with the same header on another line.</summary>
    public void Fold()
    {
        NewLine();
        Write((byte)' ');
    }

    /// <summary>At least <paramref name="length"/> octets to fill; <see cref="Advance"/> says how many were.</summary>
    public Span<byte> Reserve(int length)
    {
        if (_piece.Length - _used < length)
        {
            Flush();
            _piece = output.GetSpan(Math.Max(length, Piece));
        }

        return _piece[_used..];
    }

    public void Advance(int count)
    {
        _used += count;
        Column += count;
    }

    public void Flush()
    {
        _last = Last;
        output.Advance(_used);
        _piece = default;
        _used = 0;
    }
}
