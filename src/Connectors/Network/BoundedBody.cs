using System.Buffers;

namespace EmailPlatform.Connectors.Network;

/// <summary>Reads what a stranger sends, up to a size.</summary>
public static class BoundedBody
{
    private const int Chunk = 4096;

    /// <summary>The body, or null when it is longer than <paramref name="most"/> bytes; nothing beyond that is read.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, int most, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > most)
        {
            return null;
        }

        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new ArrayBufferWriter<byte>();
        int read;
        while ((read = await body.ReadAsync(buffer.GetMemory(Chunk), cancellationToken)) > 0)
        {
            buffer.Advance(read);
            if (buffer.WrittenCount > most)
            {
                return null;
            }
        }

        return buffer.WrittenMemory;
    }
}
