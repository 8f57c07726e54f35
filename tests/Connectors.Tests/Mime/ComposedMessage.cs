using System.Buffers;
using System.Text;

namespace EmailPlatform.Connectors.Mime;

/// <summary>What the composer wrote.</summary>
internal sealed class ComposedMessage
{
    private ComposedMessage(byte[] octets) => Octets = octets;

    public byte[] Octets { get; }

    public string Text => Encoding.Latin1.GetString(Octets);

    public string[] HeaderLines => Text[..Text.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");

    public string Body => Text[(Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

    public static ComposedMessage Of(MimeMessage message, MimeForm? form = null)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.True(MimeComposer.TryCompose(message, form ?? (message.NeedsSmtpUtf8 ? MimeForm.SmtpUtf8 : MimeForm.Ascii), output, out var reason), reason);
        return new ComposedMessage(output.WrittenSpan.ToArray());
    }

    public string Header(string name) => Assert.Single(HeaderLines, line => line.StartsWith(name + ": ", StringComparison.Ordinal))[(name.Length + 2)..];
}
