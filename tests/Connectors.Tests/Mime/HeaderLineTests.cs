namespace EmailPlatform.Connectors.Mime;

/// <summary>RFC 5322, 2.1.1: no line has more than 998 characters, whatever its value is made of.</summary>
public sealed class HeaderLineTests
{
    [Theory]
    [InlineData("X-Note")]
    [InlineData("List-Help")]
    [InlineData("References")]
    public void TryCompose_LongRunOfBlanks_KeepsLinesShort(string name)
    {
        var message = ComposedMessage.Of(TestMessage.WithHeader(name, "a" + new string(' ', 2000) + "b"));

        Assert.All(message.HeaderLines, line => Assert.InRange(line.Length, 0, 78));
    }

    [Fact]
    public void TryCompose_SubjectWithALongRunOfBlanks_KeepsLinesShort() => Assert.All(
        ComposedMessage.Of(TestMessage.Plain with { Subject = "a" + new string(' ', 2000) + "b" }).HeaderLines,
        line => Assert.InRange(line.Length, 0, 78));

    [Fact]
    public void TryCompose_StructuredValue_HasOneBlankBetweenWords() =>
        Assert.Equal("<a@example.com> <b@example.com>", ComposedMessage.Of(TestMessage.WithHeader("References", "  <a@example.com>   <b@example.com> ")).Header("References"));
}
