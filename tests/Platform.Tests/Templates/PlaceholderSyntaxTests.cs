using static EmailPlatform.Platform.Templates.Rendering;

namespace EmailPlatform.Platform.Templates;

public sealed class PlaceholderSyntaxTests
{
    [Theory]
    [InlineData("{{", "not closed")]
    [InlineData("{{code", "not closed")]
    [InlineData("{{code}", "not closed")]
    [InlineData("{{code} {{code}}", "not closed")]
    [InlineData("{{}}", "names no variable")]
    [InlineData("{{ |x}}", "names no variable")]
    [InlineData("{{{code}}}", "two braces")]
    [InlineData("{{{", "two braces")]
    [InlineData("{{#if code}}", "Helpers")]
    [InlineData("{{/if}}", "Helpers")]
    [InlineData("{{else}}", "Helpers")]
    [InlineData("{{> partial}}", "Helpers")]
    [InlineData("{{& code}}", "Helpers")]
    [InlineData("{{! note }}", "Helpers")]
    [InlineData("{{a-b}}", "letters")]
    [InlineData("{{a b}}", "letters")]
    [InlineData("{{ü}}", "letters")]
    [InlineData("{{list[0]}}", "letters")]
    [InlineData("{{list.-1}}", "letters")]
    [InlineData("{{\u00A0code}}", "letters")]
    [InlineData("{{cоde}}", "letters")]
    [InlineData("{{.a}}", "dot")]
    [InlineData("{{a.}}", "dot")]
    [InlineData("{{a..b}}", "dot")]
    [InlineData("{{a|{b}}}", "braces")]
    public void Compile_BrokenPlaceholder_IsAProblem(string text, string expected)
    {
        foreach (var source in new TemplateSource[] { new(text, Text: "t"), new("s", Text: text), new("s", Html: text), new("s", "h", ReplyTo: text) })
        {
            Assert.Contains(expected, ProblemsOf(source)[0].Message);
            Assert.Equal("invalid_placeholder", ProblemsOf(source)[0].Code);
        }
    }

    [Fact]
    public void Compile_SeveralBrokenPlaceholders_TellsEachWithItsPlace()
    {
        var problems = ProblemsOf(new TemplateSource("s", Text: "a {{a-b}}\n{{code}} {{#if}}\n\n  {{x"));
        Assert.Equal(["Line 1, column 3", "Line 2, column 10", "Line 4, column 3"], problems.Select(problem => problem.Message.Split(':')[0]));
        Assert.All(problems, problem => Assert.Equal("text", problem.Path));
    }

    [Fact]
    public void Compile_NothingButBrokenPlaceholders_TellsAHundred()
    {
        Assert.Equal(100, ProblemsOf(new TemplateSource("s", Text: string.Concat(Enumerable.Repeat("{{a-b}}", 70_000)))).Count);
    }

    [Theory]
    [InlineData("<style>@media (max-width:600px){.a{color:red}}</style>{{code}}")]
    [InlineData("<style>.a { b: c } .d{e:f}</style><p style=\"{}\">{{code}}</p>")]
    [InlineData("<script type=\"application/ld+json\">{\"a\":{\"b\":{}}}</script>{{code}}")]
    public void Compile_BracesOfStyleSheets_AreText(string html)
    {
        Assert.EndsWith("7", Compile(new TemplateSource("s", html)).Render(Payload("code", "7")).Text);
    }
}
