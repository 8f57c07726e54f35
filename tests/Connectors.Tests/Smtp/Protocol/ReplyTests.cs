using System.Text;

namespace EmailPlatform.Connectors.Smtp.Protocol;

public sealed class ReplyTests
{
    [Theory]
    [InlineData("250 ok\r\n", 250, "250 ok", "250")]
    [InlineData("250\r\n", 250, "250", "250")]
    [InlineData("250 \n", 250, "250 ", "250")]
    [InlineData("250 2.0.0 Ok: queued as 4XyZ\r\n", 250, "250 2.0.0 Ok: queued as 4XyZ", "250 2.0.0")]
    [InlineData("550-5.1.1 No such\r\n550 5.1.1 user\r\n", 550, "550 5.1.1 No such user", "550 5.1.1")]
    [InlineData("550-first\r\n550-\r\n550 last\r\n", 550, "550 first last", "550")]
    [InlineData("250-a\r\n550 b\r\n", 550, "550 a b", "550")]
    [InlineData("550 4.1.1 class of another\r\n", 550, "550 4.1.1 class of another", "550")]
    [InlineData("550 5.1.1000 no status\r\n", 550, "550 5.1.1000 no status", "550")]
    public void Parse_WholeOrInPieces_ReadsTheReply(string text, int expectedCode, string words, string fullCode)
    {
        var bytes = Encoding.UTF8.GetBytes(text + "250 next\r\n");
        var own = Encoding.UTF8.GetByteCount(text);
        for (var count = 0; count < own; count++)
        {
            Assert.Equal(ReplyState.Incomplete, ReplyParser.Parse(bytes.AsSpan(0, count), out _, out _));
        }

        Assert.Equal(ReplyState.Complete, ReplyParser.Parse(bytes, out var length, out var code));

        var reply = new SmtpReply(code, bytes.AsMemory(0, length));
        Assert.Equal((own, expectedCode, words, fullCode), (length, code, reply.ReadText(), reply.FullCode));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("\u0015\u0003\u0001")]
    [InlineData("25x ok\r\n")]
    [InlineData("150 ok\r\n")]
    [InlineData("650 ok\r\n")]
    [InlineData("250+ok\r\n")]
    [InlineData("25\r\n")]
    [InlineData("\r\n")]
    [InlineData("250-ok\r\nHTTP")]
    public void Parse_NoReply_IsToldAtOnce(string text) =>
        Assert.Equal(ReplyState.NotSmtp, ReplyParser.Parse(Encoding.Latin1.GetBytes(text), out _, out _));

    [Fact]
    public void Parse_EhloReply_TellsWhatIsOffered()
    {
        var reply = new SmtpReply(250, Encoding.ASCII.GetBytes(
            "250-mail.example.net\r\n250-PIPELINING\r\n250-SIZE 1000\r\n250-starttls\r\n250-AUTH PLAIN login\r\n250-AUTH=LOGIN XOAUTH2\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 CHUNKING\r\n"));

        var offered = SmtpCapabilities.Parse(reply);

        Assert.True(offered is { Pipelining: true, Size: true, LargestMessage: 1000, StartTls: true, EightBitMime: true, SmtpUtf8: true, Chunking: true });
        Assert.Equal(["PLAIN", "LOGIN", "XOAUTH2"], offered.Mechanisms);
    }

    [Fact]
    public void Parse_HostNamedLikeAnExtension_OffersNothing()
    {
        var offered = SmtpCapabilities.Parse(new SmtpReply(250, "250-PIPELINING\r\n250 HELP\r\n"u8.ToArray()));

        Assert.False(offered.Pipelining);
        Assert.Empty(offered.Mechanisms);
    }
}
