namespace EmailPlatform.Connectors.Mime;

public sealed class AddressHeaderTests
{
    [Theory]
    [InlineData(null, "a@example.com")]
    [InlineData("", "a@example.com")]
    [InlineData("  ", "a@example.com")]
    [InlineData("Ada Lovelace", "Ada Lovelace <a@example.com>")]
    [InlineData("Acme Inc.", "\"Acme Inc.\" <a@example.com>")]
    [InlineData("Lovelace, Ada", "\"Lovelace, Ada\" <a@example.com>")]
    [InlineData("a \"b\" \\c", "\"a \\\"b\\\" \\\\c\" <a@example.com>")]
    [InlineData("x <b@example.org>", "\"x <b@example.org>\" <a@example.com>")]
    [InlineData("two  blanks", "\"two  blanks\" <a@example.com>")]
    [InlineData("Jürgen, Smith and Sons", "=?utf-8?Q?J=C3=BCrgen=2C_Smith_and_Sons?= <a@example.com>")]
    [InlineData("=?utf-8?Q?x?=", "=?utf-8?B?PT91dGYtOD9RP3g/PQ==?= <a@example.com>")]
    public void From_WithName_IsWrittenAs(string? name, string expected) => Assert.Equal(
        expected,
        ComposedMessage.Of(TestMessage.Plain with { From = new Mailbox(EmailAddress.Parse("a@example.com"), name) }).Header("From"));

    [Fact]
    public void FileNames_ShortPlainOrNot_AreWrittenAs()
    {
        Assert.Contains("\r\n filename=\"a \\\"b\\\".txt\"\r\n", ComposedMessage.Of(TestMessage.WithFile("a \"b\".txt")).Text, StringComparison.Ordinal);
        Assert.Contains("\r\n filename*=utf-8''Gr%C3%B6%C3%9Fe.txt\r\n", ComposedMessage.Of(TestMessage.WithFile("Größe.txt")).Text, StringComparison.Ordinal);
        var lines = ComposedMessage.Of(TestMessage.WithFile(new string('漢', 80))).Text.Split("\r\n");
        Assert.Contains(lines, line => line.StartsWith(" filename*0*=utf-8''%E6%BC%A2", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith(" filename*13*=%E6%BC%A2", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 78));
    }
}
