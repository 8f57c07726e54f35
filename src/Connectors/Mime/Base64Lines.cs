using System.Buffers.Text;

namespace EmailPlatform.Connectors.Mime;

/// <summary>Base64 in lines of 76 characters (RFC 2045, 6.8), without a line end behind the last.</summary>
internal static class Base64Lines
{
    private const int OctetsPerLine = 57;
    private const int CharactersPerLine = 76;

    public static void Write(ref WireWriter writer, scoped ReadOnlySpan<byte> octets)
    {
        while (octets.Length > OctetsPerLine)
        {
            var room = writer.Reserve(CharactersPerLine + 2);
            Base64.EncodeToUtf8(octets[..OctetsPerLine], room, out _, out var written);
            room[written] = (byte)'\r';
            room[written + 1] = (byte)'\n';
            writer.Advance(written + 2);
            octets = octets[OctetsPerLine..];
        }

        Base64.EncodeToUtf8(octets, writer.Reserve(CharactersPerLine), out _, out var last);
        writer.Advance(last);
    }
}
