using AngleSharp.Html.Parser;

namespace EmailPlatform.Platform.Templates.Html;

public sealed class HtmlTokenizerTests
{
    private static readonly string[] Alphabet =
        ["<", ">", "/", "!", "-", "--", "=", "\"", "'", " ", "\n", "a", "b", "p", "td", "&lt;", "<!--", "-->", "--!>", "<a ", "</a>", "<p>", "<?", "<title>", "</title>", "href=", "x"];

    [Fact]
    public void Tokenize_AnyText_CoversItWithoutGaps()
    {
        foreach (var html in Samples())
        {
            var next = 0;
            foreach (var token in HtmlTokenizer.Tokenize(html))
            {
                Assert.Equal(next, token.Start);
                Assert.True(token.End > token.Start, html);
                Assert.All(token.Attributes, attribute => Assert.InRange(attribute.ValueEnd, attribute.ValueStart, token.End));
                next = token.End;
            }

            Assert.Equal(html.Length, next);
        }
    }

    [Fact]
    public void Tokenize_AnyText_CommentsAreWhereAnotherParserHasThem()
    {
        var parser = new HtmlParser();
        foreach (var html in Samples().Select(sample => sample.Replace("title", "span") + " >").Where(sample => !sample.Contains("</>")))
        {
            var ours = HtmlTokenizer.Tokenize(html).Count(token => token.Kind == HtmlTokenKind.Comment && html[token.Start..].StartsWith("<!--", StringComparison.Ordinal));
            var bogus = HtmlTokenizer.Tokenize(html).Count(token => token.Kind == HtmlTokenKind.Declaration);
            var theirs = Count(parser.ParseDocument($"<body>{html}"));
            Assert.True(theirs == ours + bogus, $"{theirs} is not {ours} + {bogus}: {html}");
        }

        static int Count(AngleSharp.Dom.INode node) =>
            (node is AngleSharp.Dom.IComment ? 1 : 0) + node.ChildNodes.Sum(Count);
    }

    private static IEnumerable<string> Samples()
    {
        var random = new Random(20_26);
        for (var round = 0; round < 3000; round++)
        {
            yield return string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
        }
    }
}
