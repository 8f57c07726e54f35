using System.Security.Cryptography;

namespace EmailPlatform.Connectors.Mime;

/// <summary>Collects small pieces before they are hashed, as a call for each word would cost more than the hash.</summary>
internal ref struct CanonicalHash(IncrementalHash hash, Span<byte> buffer)
{
    public const int BufferLength = 2048;

    private readonly Span<byte> _buffer = buffer;
    private int _used;

    public void Write(scoped ReadOnlySpan<byte> octets)
    {
        if (octets.Length > _buffer.Length - _used)
        {
            hash.AppendData(_buffer[.._used]);
            _used = 0;
        }

        if (octets.Length > _buffer.Length)
        {
            hash.AppendData(octets);
            return;
        }

        octets.CopyTo(_buffer[_used..]);
        _used += octets.Length;
    }

    public void Finish(scoped Span<byte> result)
    {
        hash.AppendData(_buffer[.._used]);
        _used = 0;
        hash.GetHashAndReset(result);
    }
}
