using System.Buffers;

namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>Sends a message's content, as one chunk or as lines behind DATA, and knows how much of it has gone out.</summary>
internal sealed class ContentWriter(SmtpWire wire, ReadOnlySequence<byte> content, bool inChunks, CancellationToken cancellationToken)
{
    private const int LargestWrite = 32 * 1024;

    public bool HasBegun { get; private set; }

    public bool IsComplete { get; private set; }

    public async ValueTask WriteAsync()
    {
        var output = wire.Output;
        var stuffing = new DotStuffing();
        if (inChunks)
        {
            // One chunk (RFC 3030): the size is known, and a second chunk would only cost a second reply.
            output.Add("BDAT "u8);
            output.Add(content.Length);
            output.Add(" LAST\r\n"u8);
        }

        foreach (var segment in content)
        {
            for (var rest = segment; !rest.IsEmpty;)
            {
                var piece = rest[..Math.Min(rest.Length, LargestWrite)];
                rest = rest[piece.Length..];
                if (inChunks)
                {
                    output.Add(piece.Span);
                }
                else
                {
                    stuffing.Write(piece.Span, output);
                }

                if (output.Length > LargestWrite)
                {
                    await FlushAsync();
                }
            }
        }

        if (!inChunks)
        {
            stuffing.End(output);
        }

        if (output.Length > 0)
        {
            await FlushAsync();
        }

        IsComplete = true;
    }

    private ValueTask FlushAsync()
    {
        // The registration that stops the wire may lag behind the token; content must not.
        if (cancellationToken.IsCancellationRequested)
        {
            throw new WireException(WireFault.Cancelled, "The attempt's time was over.");
        }

        HasBegun = true;
        return wire.FlushAsync();
    }
}
