using System.Buffers.Text;
using System.Text;

namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>What the server offered in its answer to EHLO. After HELO it offered nothing.</summary>
internal sealed record SmtpCapabilities(
    bool StartTls = false,
    bool Pipelining = false,
    bool Chunking = false,
    bool EightBitMime = false,
    bool SmtpUtf8 = false,
    bool Size = false,
    long LargestMessage = 0,
    IReadOnlyList<string>? Mechanisms = null)
{
    public static SmtpCapabilities None { get; } = new();

    /// <summary>SASL mechanisms in capitals, as offered; empty when AUTH was not.</summary>
    public IReadOnlyList<string> Mechanisms { get; } = Mechanisms ?? [];

    public static SmtpCapabilities Parse(in SmtpReply reply)
    {
        var lines = reply.Raw.Span;
        SmtpReply.NextLine(ref lines);
        var capabilities = None;
        var mechanisms = new List<string>();
        while (!lines.IsEmpty)
        {
            var line = Encoding.ASCII.GetString(SmtpReply.NextLine(ref lines)).Trim().ToUpperInvariant();
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var keyword = space < 0 ? line : line[..space];
            var parameters = space < 0 ? string.Empty : line[(space + 1)..];
            capabilities = keyword switch
            {
                "STARTTLS" => capabilities with { StartTls = true },
                "PIPELINING" => capabilities with { Pipelining = true },
                "CHUNKING" => capabilities with { Chunking = true },
                "8BITMIME" => capabilities with { EightBitMime = true },
                "SMTPUTF8" => capabilities with { SmtpUtf8 = true },
                "SIZE" => capabilities with { Size = true, LargestMessage = ReadSize(parameters) },
                _ => capabilities,
            };

            // "AUTH=LOGIN" is how servers wrote it for clients of the nineties; some still write both lines.
            if (keyword == "AUTH")
            {
                mechanisms.AddRange(parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
            else if (line.StartsWith("AUTH=", StringComparison.Ordinal))
            {
                mechanisms.AddRange(line["AUTH=".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return capabilities.With([.. mechanisms.Distinct(StringComparer.Ordinal)]);
    }

    private static long ReadSize(string parameters) =>
        Utf8Parser.TryParse(Encoding.ASCII.GetBytes(parameters), out long size, out _) ? size : 0;

    private SmtpCapabilities With(IReadOnlyList<string> mechanisms) =>
        new(StartTls, Pipelining, Chunking, EightBitMime, SmtpUtf8, Size, LargestMessage, mechanisms);
}
