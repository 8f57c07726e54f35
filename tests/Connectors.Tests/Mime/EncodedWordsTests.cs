using System.Text;
using System.Text.RegularExpressions;

namespace EmailPlatform.Connectors.Mime;

public sealed partial class EncodedWordsTests
{
    [Theory]
    [InlineData("Plain text, with: marks; and <brackets>", "Plain text, with: marks; and <brackets>")]
    [InlineData("Grüße", "=?utf-8?B?R3LDvMOfZQ==?=")]
    [InlineData("Jürgen wrote: a_b=c?", "=?utf-8?B?SsO8cmdlbiB3cm90ZTogYV9iPWM/?=")]
    [InlineData("Jürgen wrote: hello!", "=?utf-8?Q?J=C3=BCrgen_wrote=3A_hello!?=")]
    [InlineData("код", "=?utf-8?B?0LrQvtC0?=")]
    [InlineData("=?utf-8?Q?x?=", "=?utf-8?B?PT91dGYtOD9RP3g/PQ==?=")]
    [InlineData(" x", "=?utf-8?Q?_x?=")]
    [InlineData("x ", "=?utf-8?Q?x_?=")]
    public void Subject_InTheShorterEncoding_IsWrittenAs(string subject, string expected) =>
        Assert.Equal(expected, ComposedMessage.Of(TestMessage.Plain with { Subject = subject }).Header("Subject"));

    [Theory]
    [InlineData("👩‍👩‍👧‍👦")]
    [InlineData("e\u0301")]
    [InlineData("नि")]
    [InlineData("ก็")]
    [InlineData("🇩🇪")]
    [InlineData("Ж")]
    public void Words_OfALongSubject_HoldWholeCharacters(string element)
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var subject = new string('x', shift) + string.Concat(Enumerable.Repeat(element, 60));
            var words = Decode(subject);
            Assert.Equal(subject, string.Concat(words));
            Assert.True(words.Length > 1);
            Assert.All(words, word => Assert.Equal(string.Empty, word.TrimStart('x').Replace(element, string.Empty, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Words_OfACharacterThatNoWordCanHold_HoldWholeCodePoints()
    {
        var subject = "z" + string.Concat(Enumerable.Repeat("\u0301", 80));
        var words = Decode(subject);
        Assert.Equal(subject, string.Concat(words));
        Assert.DoesNotContain(words, word => word.Contains('\uFFFD'));
    }

    [Fact]
    public void Header_WithAVeryLongName_FoldsBeforeItsFirstWord()
    {
        var lines = ComposedMessage.Of(TestMessage.WithHeader("X-" + new string('n', 58), "Grüße")).HeaderLines;
        Assert.Contains(" =?utf-8?B?R3LDvMOfZQ==?=", lines);
    }

    private static string[] Decode(string subject)
    {
        var text = ComposedMessage.Of(TestMessage.Plain with { Subject = subject }).Text;
        return [.. Word().Matches(text).Select(match => match.Groups[1].Value == "B"
            ? Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups[2].Value))
            : DecodeQ(match.Groups[2].Value))];
    }

    private static string DecodeQ(string text) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(
        Octet().Replace(text.Replace('_', ' '), match => ((char)Convert.ToByte(match.Groups[1].Value, 16)).ToString())));

    [GeneratedRegex("=\\?utf-8\\?([QB])\\?([^?]*)\\?=")]
    private static partial Regex Word();

    [GeneratedRegex("=([0-9A-F]{2})")]
    private static partial Regex Octet();
}
