using System.Text.Json;
using EmailPlatform.Platform.Templates.Html;

namespace EmailPlatform.Platform.Templates;

/// <summary>
/// Templates that nobody would write, and values that only attackers send: whatever compiles renders, in one line where it has to be
/// one, and no value makes a tag or an attribute that its template has not. EMAILPLATFORM_LONG=1 tries for a minute.
/// </summary>
public sealed class TemplateFuzzTests
{
    private static readonly string[] Pieces =
    [
        "{{code}}", "{{ code }}", "{{link}}", "{{user.name|there}}", "{{a.0.b}}", "{{list.1}}", "{{code|<b>\"'&}}", "{{{code}}}", "{{", "}}", "{", "}", "{{}}", "{{#if a}}",
        "{{code", "{{a-b}}", "{{a..b}}", "{{ü}}", "<", ">", "</", "/>", "<p>", "</p>", "<a href=\"", "<a href='", "<a href=", "<img src=\"", "<img alt=", "style=\"color:", "<style>",
        "</style>", "<script>", "</script>", "<title>", "</title>", "<textarea>", "</textarea>", "<!--", "-->", "--!>", "<!doctype html>", "<svg>", "<table><tr><td>", "\"", "'", "=", "&",
        "&amp;", "&#", "&#x3c;", ";", "\r\n", "\n", "\t", " ", "\0", "\uFFFC", "\u2028", "é", "😀", "\uD83D", "onclick=\"", "https://a.example/", "mailto:", "javascript:", "?a=", "#", "%", "text",
    ];

    private static readonly string[] Values =
    [
        "", " ", "x", "\"><script>alert(1)</script>", "' onmouseover='alert(1)", "javascript:alert(1)", "https://a.example/\" onclick=\"x", "https://a.example/?a=1&b=2", "</title><img src=x>",
        "-->", "{{code}}", "\r\nBcc: victim@example.com", "a\0b", "\u2028", "\u202Eabc", "red;background:url(x)", "&lt;", "😀", "<!--", "data:text/html,<b>", "//evil.example", "\\\\evil", "%0d%0a",
    ];

    [Fact]
    public void Template_OfAnyPieces_RendersAnyValuesWhereTheyStand()
    {
        var isLong = Environment.GetEnvironmentVariable("EMAILPLATFORM_LONG") == "1";
        var start = TimeProvider.System.GetTimestamp();
        var compiled = 0;
        for (var seed = 0; isLong ? TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMinutes(1) : seed < 4000; seed++)
        {
            compiled += Try(new Random(seed), seed) ? 1 : 0;
        }

        // Enough of them have to be templates at all.
        Assert.InRange(compiled, 500, int.MaxValue);
    }

    private static bool Try(Random random, int seed)
    {
        var source = new TemplateSource(Join(random, 4), Join(random, 12), random.Next(2) == 0 ? null : Join(random, 6), random.Next(4) == 0 ? Join(random, 3) : null, Join(random, 2));
        if (!Template.TryCompile(source, out var template, out var problems))
        {
            Assert.NotEmpty(problems);
            return false;
        }

        var plain = template.Render(Payload(() => "x"));
        for (var round = 0; round < 5; round++)
        {
            var payload = Payload(() => Values[random.Next(Values.Length)]);
            var content = template.Render(payload);
            Assert.True(!content.Subject.Any(char.IsControl) && content.SenderName?.Any(char.IsControl) != true, $"Seed {seed}: a line has become two.");
            Assert.True(Shape(content.Html) == Shape(plain.Html), $"Seed {seed}: {payload} made another page of {source.Html}: {content.Html}");
            Assert.Equal(content.Html, template.Render(payload).Html);
            Assert.NotNull(template.FindUnusable(payload));
        }

        return true;
    }

    private static string Join(Random random, int most) => string.Concat(Enumerable.Range(0, random.Next(most + 1)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static JsonElement Payload(Func<string> value) => JsonSerializer.SerializeToElement(new Dictionary<string, object>
    {
        ["code"] = value(),
        ["link"] = value(),
        ["user"] = new Dictionary<string, string> { ["name"] = value() },
        ["a"] = new[] { new Dictionary<string, string> { ["b"] = value() } },
        ["list"] = new[] { value(), value() },
    });

    /// <summary>Its tags with the names of their attributes: what a value must not change.</summary>
    private static string Shape(string? html) => html is null ? "" : string.Join(' ', HtmlTokenizer.Tokenize(html)
        .Where(token => token.Kind is HtmlTokenKind.StartTag or HtmlTokenKind.EndTag or HtmlTokenKind.Comment or HtmlTokenKind.Declaration)
        .Select(token => $"{token.Kind}:{token.Name}({string.Join(',', token.Attributes.Select(attribute => attribute.Name))})"));
}
