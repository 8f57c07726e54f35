using System.Buffers;
using System.Text;

namespace EmailPlatform.Connectors.Mime;

public sealed class MimeComposerTests
{
    [Fact]
    public void TryCompose_PlainMessage_IsWrittenWordForWord() => Assert.Equal(
        """
        Date: Fri, 20 Nov 2026 12:37:05 +0000
        From: Sender <sender@example.com>
        To: ada@example.net
        Subject: Your code
        Message-ID: <m1@example.com>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 7bit

        123456

        """.ReplaceLineEndings("\r\n"),
        ComposedMessage.Of(TestMessage.Plain).Text);

    [Fact]
    public void TryCompose_TextAndHtml_PutsTextFirstBetweenBoundaries() => Assert.EndsWith(
        """
        Content-Type: multipart/alternative;
         boundary="=_2B"

        --=_2B
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 7bit

        123456
        --=_2B
        Content-Type: text/html; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        <p>=C3=A4</p>
        --=_2B--

        """.ReplaceLineEndings("\r\n"),
        System.Text.RegularExpressions.Regex.Replace(
            ComposedMessage.Of(TestMessage.Plain with { Html = "<p>ä</p>" }).Text, "=_2[0-9A-F]{16}", "=_2B"),
        StringComparison.Ordinal);

    [Fact]
    public void TryCompose_IntoABufferOfSmallPieces_IsTheSame()
    {
        foreach (var message in MessageCorpus.Messages())
        {
            var pieces = new PieceWriter();
            var form = message.NeedsSmtpUtf8 ? MimeForm.SmtpUtf8 : MimeForm.Ascii;
            Assert.True(MimeComposer.TryCompose(message, form, pieces, out var reason), reason);
            Assert.Equal(ComposedMessage.Of(message).Octets, pieces.Written);
        }
    }

    [Fact]
    public void TryCompose_LocalPartBeyondAscii_NeedsSmtpUtf8()
    {
        var message = TestMessage.Plain with { To = EmailAddress.Parse("иван@почта.рф") };
        AssertRefused(message, "SMTPUTF8");
        AssertRefused(TestMessage.Plain with { ReplyTo = Mailbox.Parse("ä@example.com") }, "SMTPUTF8");
        Assert.Equal("иван@почта.рф", Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(ComposedMessage.Of(message, MimeForm.SmtpUtf8).Header("To"))));
    }

    [Fact]
    public void TryCompose_DomainBeyondAscii_IsWrittenAsTheFormHasIt()
    {
        var message = TestMessage.Plain with { To = EmailAddress.Parse("ivan@почта.рф") };
        Assert.Equal("ivan@xn--80a1acny.xn--p1ai", ComposedMessage.Of(message, MimeForm.Ascii).Header("To"));
        Assert.Equal("ivan@почта.рф", Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(ComposedMessage.Of(message, MimeForm.SmtpUtf8).Header("To"))));
    }

    [Theory]
    [InlineData("Hello\r\nBcc: evil@example.org", "Hello Bcc: evil@example.org")]
    [InlineData("Hello\nthere\r\n\r\nbody", "Hello there body")]
    [InlineData("\0Hello\t\vthere\u0085", "Hello there")]
    public void TryCompose_ControlCharactersInSubjectAndName_BecomeOneBlank(string text, string expected)
    {
        var composed = ComposedMessage.Of(TestMessage.Plain with { Subject = text, From = new Mailbox(EmailAddress.Parse("a@example.com"), text.Replace(':', '-')) });
        Assert.Equal(expected, composed.Header("Subject"));
        Assert.Equal(expected.Replace(':', '-'), composed.Header("From").Split(" <")[0].Trim('"'));
        Assert.Equal(8, composed.HeaderLines.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@example.com")]
    [InlineData("m1@")]
    [InlineData("m1")]
    [InlineData("m1@a@b")]
    [InlineData("m 1@example.com")]
    [InlineData("m1@example.com>\r\nBcc: x@example.com")]
    [InlineData("mä@example.com")]
    public void TryCompose_MessageIdThatIsNone_IsRefused(string id) => AssertRefused(TestMessage.Plain with { MessageId = id }, "Message-ID");

    [Theory]
    [InlineData("")]
    [InlineData("X Note")]
    [InlineData("X-Note:")]
    [InlineData("X-Nöte")]
    [InlineData("X-Note\r\nBcc")]
    [InlineData("bcc")]
    [InlineData("CC")]
    [InlineData("To")]
    [InlineData("From")]
    [InlineData("Sender")]
    [InlineData("Reply-To")]
    [InlineData("Subject")]
    [InlineData("Message-Id")]
    [InlineData("Content-Type")]
    [InlineData("content-transfer-encoding")]
    [InlineData("Resent-To")]
    [InlineData("Received")]
    [InlineData("DKIM-Signature")]
    public void TryCompose_HeaderNameThatIsNotTheCallers_IsRefused(string name) => AssertRefused(TestMessage.WithHeader(name, "x"), "header");

    [Theory]
    [InlineData("X-Note", "a\r\nBcc: evil@example.org")]
    [InlineData("X-Note", "a\nb")]
    [InlineData("X-Note", "a\rb")]
    [InlineData("X-Note", "a\0b")]
    [InlineData("X-Note", "a\u2028b")]
    [InlineData("References", "<ä@example.com>")]
    [InlineData("List-Unsubscribe", "<https://example.com/ä>")]
    public void TryCompose_HeaderValueThatCannotStand_IsRefused(string name, string value) => AssertRefused(TestMessage.WithHeader(name, value), "value of header");

    [Fact]
    public void TryCompose_HeaderValueWithoutEnd_IsRefused()
    {
        AssertRefused(TestMessage.WithHeader("X-Note", new string('x', 8001)), "8000");
        AssertRefused(TestMessage.WithHeader("References", new string('x', 901)), "900");
    }

    [Theory]
    [InlineData("", "image/png", null, "name")]
    [InlineData("a\r\nb", "image/png", null, "name")]
    [InlineData("a\u2028b", "image/png", null, "name")]
    [InlineData("a.png", "", null, "content type")]
    [InlineData("a.png", "image", null, "content type")]
    [InlineData("a.png", "image/png\r\nX: y", null, "content type")]
    [InlineData("a.png", "image/png;", null, "content type")]
    [InlineData("a.png", "image/png; a", null, "content type")]
    [InlineData("a.png", "image/png; a=\"b", null, "content type")]
    [InlineData("a.png", "image/pñg", null, "content type")]
    [InlineData("a.eml", "message/rfc822", null, "octet-stream")]
    [InlineData("a.eml", "Multipart/mixed; boundary=x", null, "octet-stream")]
    [InlineData("a.png", "image/png", "", "content id")]
    [InlineData("a.png", "image/png", "a b", "content id")]
    [InlineData("a.png", "image/png", "a>\r\nX: y", "content id")]
    public void TryCompose_AttachmentWithBadLabels_IsRefused(string name, string contentType, string? contentId, string expected) =>
        AssertRefused(TestMessage.WithFile(name, contentType, contentId), expected);

    [Fact]
    public void TryCompose_HalfACharacterInAFileName_IsRefused() => AssertRefused(TestMessage.WithFile("a\uD83D.png"), "name");

    private static void AssertRefused(MimeMessage message, string expected)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.False(MimeComposer.TryCompose(message, MimeForm.Ascii, output, out var reason));
        Assert.Contains(expected, reason, StringComparison.Ordinal);
        Assert.Equal(0, output.WrittenCount);
    }

    /// <summary>Gives no octet more than was asked for.</summary>
    private sealed class PieceWriter : IBufferWriter<byte>
    {
        private readonly List<byte> _written = [];
        private byte[] _piece = [];

        public byte[] Written => [.. _written];

        public void Advance(int count) => _written.AddRange(_piece.AsSpan(0, count));

        public Memory<byte> GetMemory(int sizeHint = 0) => _piece = new byte[Math.Max(sizeHint, 1)];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
