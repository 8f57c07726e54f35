namespace EmailPlatform.Connectors.Mime;

/// <summary>
/// The line between the parts of one level. It begins with <c>=_</c>, which neither base64 nor quoted-printable can hold;
/// text that holds it is never written as it is. So the rest is for telling messages apart, and the same message is
/// written with the same bytes each time.
/// </summary>
internal readonly struct Boundary
{
    private readonly ulong _hash;
    private readonly byte _level;

    public Boundary(string messageId, byte level)
    {
        // FNV-1a: any fixed function would do.
        _hash = 14695981039346656037;
        foreach (var character in messageId)
        {
            _hash = (_hash ^ character) * 1099511628211;
        }

        _level = level;
    }

    /// <summary>What every boundary line begins with.</summary>
    public static ReadOnlySpan<byte> Mark => "--=_"u8;

    public void WriteContentType(ref WireWriter writer, scoped ReadOnlySpan<byte> subtype)
    {
        writer.Write("Content-Type: multipart/"u8);
        writer.Write(subtype);
        writer.Write(";"u8);
        writer.Fold();
        writer.Write("boundary=\""u8);
        WriteName(ref writer);
        writer.Write((byte)'"');
        writer.NewLine();
    }

    public void WriteStart(ref WireWriter writer) => WriteNext(ref writer);

    // The line end before a boundary belongs to it (RFC 2046, 5.1.1), and so no part needs one of its own; before the
    // first it is the empty line that ends the headers.
    public void WriteNext(ref WireWriter writer)
    {
        writer.Write("\r\n--"u8);
        WriteName(ref writer);
        writer.NewLine();
    }

    public void WriteEnd(ref WireWriter writer)
    {
        writer.Write("\r\n--"u8);
        WriteName(ref writer);
        writer.Write("--"u8);
    }

    private void WriteName(ref WireWriter writer)
    {
        writer.Write("=_"u8);
        writer.Write(_level);
        for (var shift = 60; shift >= 0; shift -= 4)
        {
            writer.Write(Hex.Digits[(int)(_hash >> shift) & 15]);
        }
    }
}
