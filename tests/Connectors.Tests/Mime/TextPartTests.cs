namespace EmailPlatform.Connectors.Mime;

public sealed class TextPartTests
{
    [Theory]
    [InlineData("plain ascii", "7bit")]
    [InlineData("tabs\tinside", "7bit")]
    [InlineData(".\r\n..\r\n", "7bit")]
    [InlineData("trailing \r\n", "quoted-printable")]
    [InlineData("trailing\t", "quoted-printable")]
    [InlineData("From here", "quoted-printable")]
    [InlineData("a\nFrom here", "quoted-printable")]
    [InlineData("--=_2", "quoted-printable")]
    [InlineData("bell\a", "quoted-printable")]
    [InlineData("Grüße aus München", "quoted-printable")]
    [InlineData("Ваш код", "base64")]
    [InlineData("验证码", "base64")]
    public void Encoding_SuitsTheContent(string text, string expected) =>
        Assert.Equal(expected, ComposedMessage.Of(TestMessage.Plain with { Text = text }).Header("Content-Transfer-Encoding"));

    [Fact]
    public void Encoding_LinesThatServersMightBreak_AreEncoded()
    {
        Assert.Equal("7bit", Encoding(new string('a', 500)));
        Assert.Equal("quoted-printable", Encoding(new string('a', 501)));
    }

    [Theory]
    [InlineData("a\nb\rc\r\nd\n\re", "a\r\nb\r\nc\r\nd\r\n\r\ne\r\n")]
    [InlineData("a\r\r\nb", "a\r\n\r\nb\r\n")]
    [InlineData("\n.\n", "\r\n.\r\n")]
    [InlineData("nul\0led", "nulled\r\n")]
    [InlineData("ä\n.\nend", "=C3=A4\r\n=2E\r\nend\r\n")]
    [InlineData("ä \nFrom x\n", "=C3=A4=20\r\n=46rom x\r\n")]
    [InlineData("esc \u001b =", "esc =1B =3D\r\n")]
    public void Body_OfText_IsWrittenAs(string text, string expected) => Assert.Equal(expected, ComposedMessage.Of(TestMessage.Plain with { Text = text }).Body);

    [Fact]
    public void QuotedPrintable_EveryLengthOfLine_HasAtMost76Characters()
    {
        for (var length = 60; length < 240; length++)
        {
            foreach (var text in (string[])[new string('x', length) + "ä", "ä" + new string('x', length), "ä" + new string('x', length) + " ", "ä" + new string('.', length), "ä" + new string('=', length)])
            {
                var lines = ComposedMessage.Of(TestMessage.Plain with { Html = text, Text = null }).Body.Split("\r\n");
                Assert.All(lines, line => Assert.InRange(line.Length, 0, 76));
                Assert.DoesNotContain(lines, line => line.EndsWith(' ') || line.StartsWith('.'));
            }
        }
    }

    [Fact]
    public void Base64_OfText_HasItsLineEndsNormalised()
    {
        var body = ComposedMessage.Of(TestMessage.Plain with { Text = "код\nкод\rкод\r\n" }).Body;
        Assert.Equal("код\r\nкод\r\nкод\r\n", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(body)));
    }

    private static string Encoding(string text) => ComposedMessage.Of(TestMessage.Plain with { Text = text }).Header("Content-Transfer-Encoding");
}
