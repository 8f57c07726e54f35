using System.Buffers;

namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>Writes content for DATA: a dot before every line that begins with one (RFC 5321, section 4.5.2).</summary>
internal struct DotStuffing()
{
    private bool _atLineStart = true;

    /// <summary>Writes the next piece. Pieces may be cut anywhere.</summary>
    public void Write(ReadOnlySpan<byte> piece, IBufferWriter<byte> output)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        if (_atLineStart && piece[0] == '.')
        {
            output.Write("."u8);
        }

        // Two octets at once: the search is vectorised, and dots elsewhere in a line (every link has some) do not stop it.
        int found;
        while ((found = piece.IndexOf("\n."u8)) >= 0)
        {
            output.Write(piece[..(found + 1)]);
            output.Write("."u8);
            piece = piece[(found + 1)..];
            if (piece.Length == 1)
            {
                break;
            }

            output.Write(piece[..1]);
            piece = piece[1..];
        }

        output.Write(piece);
        _atLineStart = piece[^1] == '\n';
    }

    /// <summary>The final dot, on a line of its own whether or not the content ended its last line.</summary>
    public readonly void End(IBufferWriter<byte> output) => output.Write(_atLineStart ? ".\r\n"u8 : "\r\n.\r\n"u8);
}
