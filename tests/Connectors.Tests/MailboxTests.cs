namespace EmailPlatform.Connectors;

public sealed class MailboxTests
{
    [Theory]
    [InlineData("ada@example.com", null, "ada@example.com")]
    [InlineData("<ada@example.com>", null, "ada@example.com")]
    [InlineData("\"\" <ada@example.com>", null, "ada@example.com")]
    [InlineData("  ada@example.com  ", null, "ada@example.com")]
    [InlineData("Ada <ada@example.com>", "Ada", "ada@example.com")]
    [InlineData("Ada<ada@example.com>", "Ada", "ada@example.com")]
    [InlineData("Ada  Lovelace < ada@example.com >", "Ada  Lovelace", "ada@example.com")]
    [InlineData("\"Lovelace, Ada\" <ada@example.com>", "Lovelace, Ada", "ada@example.com")]
    [InlineData("\"Ada \\\"the first\\\" \\\\ L\" <ada@example.com>", "Ada \"the first\" \\ L", "ada@example.com")]
    [InlineData("\"boss@bank.example\" <ada@example.com>", "boss@bank.example", "ada@example.com")]
    [InlineData("\"A <b> c\" <ada@example.com>", "A <b> c", "ada@example.com")]
    [InlineData("Acme Inc. (dev) [x] <ada@example.com>", "Acme Inc. (dev) [x]", "ada@example.com")]
    [InlineData("Ада 👩‍👩‍👧 <ada@münchen.de>", "Ада 👩‍👩‍👧", "ada@münchen.de")]
    public void TryParse_OneMailbox_GivesNameAndAddress(string text, string? name, string address)
    {
        Assert.True(Mailbox.TryParse(text, out var mailbox, out var reason), reason);
        Assert.Equal(name, mailbox.DisplayName);
        Assert.Equal(address, mailbox.Address.ToString());
        Assert.Equal(mailbox, Mailbox.Parse(mailbox.ToString()));
    }

    [Theory]
    [InlineData(null, "needed")]
    [InlineData("  ", "needed")]
    [InlineData("Ada", "at sign")]
    [InlineData("Ada ada@example.com", "no blanks")]
    [InlineData("a@example.com, b@example.com", "Exactly one")]
    [InlineData("A <a@example.com>, B <b@example.com>", "bare address")]
    [InlineData("a@example.com, B <b@example.com>", "Exactly one")]
    [InlineData("boss@bank.example <b@example.com>", "Exactly one")]
    [InlineData("Group: a@example.com;", "Exactly one")]
    [InlineData("Group: A <a@example.com>", "Exactly one")]
    [InlineData("A <a@example.com> <b@example.com>", "bare address")]
    [InlineData("\"A\" B <a@example.com>", "Only the address")]
    [InlineData("\"A <a@example.com>", "do not match")]
    [InlineData("\"A\\", "at sign")]
    [InlineData("\"A\\>", "do not match")]
    [InlineData("A a@example.com>", "opening angle bracket")]
    [InlineData("A <>", "needed")]
    [InlineData("Ada\r\nBcc: x@example.com <ada@example.com>", "Exactly one")]
    [InlineData("\"Ada\r\nBcc\" <ada@example.com>", "U+000D")]
    [InlineData("Ada\n <ada@example.com>", "U+000A")]
    [InlineData("Ada <ada@example.com\r\n>", "one line")]
    [InlineData("Ada\0 <ada@example.com>", "U+0000")]
    [InlineData("Ada \u202Emoc.live <ada@example.com>", "U+202E")]
    [InlineData("Ada\u2028 <ada@example.com>", "U+2028")]
    public void TryParse_AnythingElse_IsRefusedWithItsReason(string? text, string expected)
    {
        Assert.False(Mailbox.TryParse(text, out _, out var reason));
        Assert.Contains(expected, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_VeryLongName_IsRefused()
    {
        Assert.True(Mailbox.TryParse($"{new string('a', 320)} <ada@example.com>", out _, out var reason), reason);
        Assert.False(Mailbox.TryParse($"{new string('a', 321)} <ada@example.com>", out _, out reason));
        Assert.Contains("320", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_HalfASurrogatePair_IsRefused()
    {
        Assert.False(Mailbox.TryParse("A\uDC00 <ada@example.com>", out _, out var reason));
        Assert.Contains("surrogate", reason, StringComparison.Ordinal);
    }
}
