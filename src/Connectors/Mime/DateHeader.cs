using System.Buffers.Text;

namespace EmailPlatform.Connectors.Mime;

/// <summary>RFC 5322, 3.3, always in UTC: the server's zone is nobody's business.</summary>
internal static class DateHeader
{
    // "Fri, 20 Nov 2026 12:37:05" of "Fri, 20 Nov 2026 12:37:05 GMT": the zone's name is obsolete syntax in mail.
    private const int WithoutZone = 25;

    public static void Write(ref WireWriter writer, DateTimeOffset date)
    {
        writer.Write("Date: "u8);
        Utf8Formatter.TryFormat(date.UtcDateTime, writer.Reserve(32), out _, 'R');
        writer.Advance(WithoutZone);
        writer.Write(" +0000"u8);
        writer.NewLine();
    }
}
