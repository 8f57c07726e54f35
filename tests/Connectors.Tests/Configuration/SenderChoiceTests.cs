namespace EmailPlatform.Connectors.Configuration;

public sealed class SenderChoiceTests
{
    [Theory]
    [InlineData(null, "Example <no-reply@example.com>")]
    [InlineData("  ", "Example <no-reply@example.com>")]
    [InlineData("Support", "Support <no-reply@example.com>")]
    [InlineData("Support <help@example.com>", "Support <help@example.com>")]
    [InlineData("help@EXAMPLE.com", "Example <help@EXAMPLE.com>")]
    [InlineData("Bank <ceo@bank.example.org>", "Bank <no-reply@example.com>")]
    [InlineData("ceo@bank.example.org", "Example <no-reply@example.com>")]
    [InlineData("Bank\u202E", "Example <no-reply@example.com>")]
    [InlineData("moc.elpmaxe\u202E <help@example.com>", "Example <no-reply@example.com>")]
    [InlineData("help@mail.example.com", "Example <no-reply@example.com>")]
    public void For_WishOfATemplate_KeepsTheDomain(string? senderName, string expected) =>
        Assert.Equal(Mailbox.Parse(expected), new SenderChoice(Mailbox.Parse("Example <no-reply@example.com>")).For(senderName));
}
