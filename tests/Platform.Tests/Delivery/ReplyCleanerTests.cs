using EmailPlatform.Connectors;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Delivery;

public sealed class ReplyCleanerTests
{
    [Theory]
    [InlineData("550 code 482913 refused")]
    [InlineData("550 code \"482913\" refused")]
    [InlineData("550 code 482\r\n 913 refused")]
    [InlineData("550 code 4 8 2 9 1 3 refused")]
    [InlineData("550 code 482\u200b913 refused")]
    [InlineData("550 482913482913482913")]
    [InlineData("550 tOp-SeCrEt")]
    [InlineData("550 top-\r\n secret")]
    [InlineData("550 a%20b%2Fc%3F")]
    [InlineData("550 {\"link\":\"a b\\/c?\"} a b/c?")]
    [InlineData("334 dG9wLXNlY3JldA==")]
    public void Value_HoweverItIsSpelled_IsTakenOut(string reply)
    {
        var payload = TestTenants.Json("""{ "code": "482913", "number": 775533, "deep": [{ "link": "a b/c?" }] }""");

        var clean = ReplyCleaner.Clean(reply, payload, [new Secret("top-secret")]) ?? "";

        Assert.Contains("***", clean, StringComparison.Ordinal);
        var seen = string.Concat(clean.Where(char.IsLetterOrDigit));
        Assert.DoesNotContain("482913", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", seen, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("a b/c?", clean, StringComparison.Ordinal);
        Assert.DoesNotContain("dG9wLXNlY3JldA", clean, StringComparison.Ordinal);
        Assert.DoesNotContain(clean, character => char.IsControl(character) || character == '\u200b');
    }

    [Fact]
    public void Reply_TooLong_IsCutBetweenCharacters()
    {
        var clean = ReplyCleaner.Clean("x" + string.Concat(Enumerable.Repeat("\U0001F600", 400)), TestTenants.Json("{}"), []);

        Assert.NotNull(clean);
        Assert.Equal(511, clean.Length);
        Assert.True(char.IsLowSurrogate(clean[^1]));
    }

    [Fact]
    public void Value_AcrossTheCut_LeavesNoPartOfItself()
    {
        var clean = ReplyCleaner.Clean(new string('x', 508) + "482913", TestTenants.Json("""{ "code": "482913" }"""), []);

        Assert.Equal(new string('x', 508) + "***", clean);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Reply_None_IsNone(string? reply) => Assert.Null(ReplyCleaner.Clean(reply, default, []));

    [Fact]
    public void Words_OfTheProvider_Stay() =>
        Assert.Equal("451 4.7.1 try later", ReplyCleaner.Clean("451 4.7.1 try later", TestTenants.Json("""{ "locale": "en" }"""), []));
}
