using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>What goes out with the next write. One array per connection, used again for every message.</summary>
internal sealed class OutputBuffer : IBufferWriter<byte>, IDisposable
{
    private const int InitialSize = 8 * 1024;
    private const int LongestNumber = 20;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _written;

    public int Length => _written;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _written);

    public void Clear() => _written = 0;

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(_written);
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_written));
        _written += bytes.Length;
    }

    /// <summary>A word of a command. Whatever it is made from, it ends no line and begins no command of its own.</summary>
    /// <exception cref="ArgumentException">It holds a CR or LF; what made it should not have let that through.</exception>
    public void Add(string text)
    {
        if (text.AsSpan().ContainsAny('\r', '\n'))
        {
            throw new ArgumentException("A word of a command holds a line end.", nameof(text));
        }

        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _written += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_written));
    }

    public void Add(long number)
    {
        Reserve(LongestNumber);
        Utf8Formatter.TryFormat(number, _bytes.AsSpan(_written), out var length);
        _written += length;
    }

    public void AddBase64(ReadOnlySpan<byte> bytes)
    {
        Reserve(Base64.GetMaxEncodedToUtf8Length(bytes.Length));
        Base64.EncodeToUtf8(bytes, _bytes.AsSpan(_written), out _, out var length);
        _written += length;
    }

    // Cleared when it goes back: a password or a code may have passed through it.
    public void Dispose() => ArrayPool<byte>.Shared.Return(Interlocked.Exchange(ref _bytes, []), clearArray: true);

    private void Reserve(int size)
    {
        if (_bytes.Length - _written >= size)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _written + size));
        _bytes.AsSpan(0, _written).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        _bytes = larger;
    }
}
