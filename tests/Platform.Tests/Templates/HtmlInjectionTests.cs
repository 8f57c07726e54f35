using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using static EmailPlatform.Platform.Templates.Rendering;

namespace EmailPlatform.Platform.Templates;

/// <summary>Whatever a value is, a browser sees the same elements and attributes: judged by a parser that we did not write.</summary>
public sealed class HtmlInjectionTests
{
    public static readonly string[] Templates =
    [
        "<p>{{a}}</p>",
        "{{a}}",
        "<p>Hi {{a}}, {{a}}<b>{{a}}</b></p>",
        "<p title=\"{{a}}\">x</p>",
        "<p title='{{a}}'>x</p>",
        "<p title = \"x {{a}} y\" class=b>x</p>",
        "<a href=\"{{a}}\">x</a>",
        "<a href='{{a}}'>x</a>",
        "<a HREF=\" {{a}} \">x</a>",
        "<a href=\"https://example.com/?q={{a}}&amp;r={{a}}#{{a}}\">{{a}}</a>",
        "<a href=\"https://example.com/{{a}}\">x</a>",
        "<a href=\"https://{{a}}.example.com/\">x</a>",
        "<a href=\"mailto:{{a}}?subject={{a}}\">x</a>",
        "<a href=\"java{{a}}\">x</a>",
        "<img src=\"{{a}}\" alt=\"{{a}}\">",
        "<table background=\"{{a}}\"><tr><td>{{a}}</td></tr></table>",
        "<form action=\"{{a}}\"><input value='{{a}}' formaction=\"{{a}}\"></form>",
        "<p style=\"color: {{a}}; margin: 0\">x</p>",
        "<p style='color:{{a}}'>x</p>",
        "<title>{{a}}</title><textarea>{{a}}</textarea>",
        "<svg><a xlink:href=\"{{a}}\"><text>{{a}}</text></a></svg>",
        "<noscript>{{a}}</noscript><p>{{a}}",
        "<!--[if mso]><v:roundrect href=\"{{a}}\"><center>{{a}}</center></v:roundrect><![endif]--><p>{{a}}</p>",
        "<!--[if !mso]><!--><p>{{a}}</p><!--<![endif]-->",
        "<p>a < {{a}} &{{a}}; &#{{a}} &amp{{a}}</p>",
        "<p title=\"<p title='\">{{a}}</p>",
        "<p =\">{{a}}<p \">",
        "<p title=\"{{a|\"><script>alert(1)</script>}}\">{{a|<b>}}</p>",
    ];

    public static readonly string[] Values =
    [
        "", " ", "plain", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</p><h1>", "\" onmouseover=\"alert(1)", "' onmouseover='alert(1)",
        "\"><script>alert(1)</script>", "'><svg/onload=alert(1)>", "-->", "--!><script>", "<!--", "<![CDATA[", "]]>", "</title><script>", "</textarea><script>",
        "</style><script>", "</noscript><img src=x onerror=a>", "<![endif]-->", "&lt;script&gt;", "&#60;script&#62;", "lt;script&gt", "&", "x=1&y=2",
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "\u0001javascript:alert(1)", "java\nscript:alert(1)", "java\tscript:alert(1)",
        "script:alert(1)", "javascript&colon;alert(1)", "&#106;avascript:alert(1)", "vbscript:msgbox(1)", "data:text/html,<script>alert(1)</script>",
        "data:text/html;base64,PHNjcmlwdD4=", "file:///etc/passwd", "blob:https://example.com/x", "//evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example",
        "https://ok.example/?a=\"><script>", "https://ok.example\\@evil.example", "https://ok.example/\r\nX: y", "mailto:a@example.com", "https://", "http://x y",
        "@evil.example", ".evil.example", "red;background:url(https://evil.example)", "expression(alert(1))", "url(javascript:alert(1))", "red}*{display:none", "\\65xpression", "#fff /*",
        "red", "#a1b2c3", "{{a}}", "{{", "}}", "$&", "$1", "\0", "a\0b", "<\0script>", "\u2028", "\uFFFC", "\uFEFF<script>", "＜script＞", "`onload=alert(1)`", "constructor", "__proto__",
    ];

    private static readonly HtmlParser Parser = new(new HtmlParserOptions { IsScripting = false });

    public static TheoryData<string> AllTemplates => [.. Templates];

    [Theory]
    [MemberData(nameof(AllTemplates))]
    public void Html_AnyValue_ChangesNoStructure(string html)
    {
        var template = Compile(new TemplateSource("s", html));
        var expected = Structure(template.Render(Payload("a", "zz")).Html);
        Assert.All(Values, value => Assert.Equal(expected, Structure(template.Render(Payload("a", value)).Html)));
    }

    [Theory]
    [MemberData(nameof(AllTemplates))]
    public void Html_AnyValue_LeavesNoLinkThatRunsAnything(string html)
    {
        var template = Compile(new TemplateSource("s", html));
        Assert.All(Values, value =>
        {
            var document = Parser.ParseDocument(template.Render(Payload("a", value)).Html ?? "");
            foreach (var link in document.All.SelectMany(element => element.Attributes).Where(IsLink))
            {
                var target = string.Concat(link.Value.Where(character => character > ' '));
                var scheme = target.IndexOf(':') is var colon and >= 0 && target.AsSpan(0, colon).IndexOfAny("/?#") < 0 ? target[..colon].ToLowerInvariant() : "";
                Assert.Contains(scheme, new[] { "", "https", "http", "mailto" });
                if (scheme != "mailto" && Uri.TryCreate(new Uri("https://base.example/"), target, out var uri))
                {
                    Assert.DoesNotContain("evil.example", uri.Host);
                }
            }
        });
    }

    [Fact]
    public void Html_AnyValue_IsReadAsItself()
    {
        var template = Compile(new TemplateSource("s", "<p id=p title=\"{{a}}\">{{a}}</p>"));
        Assert.All(Values.Where(value => !value.Contains('\0') && !value.Contains('\r')), value =>
        {
            var paragraph = Parser.ParseDocument(template.Render(Payload("a", value)).Html ?? "").GetElementById("p");
            Assert.Equal(value, paragraph?.TextContent);
            Assert.Equal(value, paragraph?.GetAttribute("title"));
        });
    }

    [Theory]
    [InlineData("<{{a}}>")]
    [InlineData("</{{a}}>")]
    [InlineData("<{{a}}script>x</script>")]
    [InlineData("<a{{a}}>")]
    [InlineData("<a {{a}}>")]
    [InlineData("<a {{a}}=\"x\">")]
    [InlineData("<a title={{a}}>")]
    [InlineData("<a title= {{a}} class=\"x\">")]
    [InlineData("<a title=x{{a}}>")]
    [InlineData("<a title=\"x\"{{a}}>")]
    [InlineData("<a title=\"x\" {{a}}>")]
    [InlineData("<a title=\"x\" / {{a}}>")]
    [InlineData("</a {{a}}>")]
    [InlineData("<p onclick=\"{{a}}\">")]
    [InlineData("<p ONCLICK='x({{a}})'>")]
    [InlineData("<script>{{a}}</script>")]
    [InlineData("<SCRIPT type=x>var a = '{{a}}';</SCRIPT >")]
    [InlineData("<script>{{a}}")]
    [InlineData("<script></scriptx>{{a}}</script>")]
    [InlineData("<script/>{{a}}")]
    [InlineData("<style>.a { color: {{a}} }</style>")]
    [InlineData("<style></styl {{a}}")]
    [InlineData("<xmp>{{a}}</xmp>")]
    [InlineData("<plaintext></plaintext>{{a}}")]
    [InlineData("<iframe>{{a}}</iframe>")]
    [InlineData("<iframe srcdoc=\"{{a}}\"></iframe>")]
    [InlineData("<script src=\"{{a}}\"></script>")]
    [InlineData("<object data=\"{{a}}\"></object>")]
    [InlineData("<embed src=\"{{a}}\">")]
    [InlineData("<link rel=\"stylesheet\" href=\"{{a}}\">")]
    [InlineData("<base href=\"{{a}}\">")]
    [InlineData("<meta http-equiv=\"refresh\" content=\"0;url={{a}}\">")]
    [InlineData("<meta content=\"0;url={{a}}\" http-equiv=refresh>")]
    [InlineData("<svg><set attributeName=href to=\"{{a}}\"/></svg>")]
    [InlineData("<!-- {{a}} -->")]
    [InlineData("<!--{{a}}")]
    [InlineData("<!--[if {{a}}]>x<![endif]-->")]
    [InlineData("<!--[if mso]><script>{{a}}</script><![endif]-->")]
    [InlineData("<!--[if mso]><a title={{a}}><![endif]-->")]
    [InlineData("<!DOCTYPE {{a}}>")]
    [InlineData("<!{{a}}>")]
    [InlineData("<?{{a}}?>")]
    [InlineData("<![CDATA[{{a}}]]>")]
    [InlineData("<a href=\"javascript:x('{{a}}')\">")]
    [InlineData("<a href=\"java&#10;script:{{a}}\">")]
    [InlineData("<a href=\" &#106;avascript:{{a}}\">")]
    [InlineData("<a href=\"data:text/html,{{a}}\">")]
    [InlineData("<a href=\"{{a|javascript:alert(1)}}\">")]
    [InlineData("<a href=\"https://example.com{{a}}\">")]
    [InlineData("<a href=\"https:\\\\example.com{{a}}\">")]
    [InlineData("<a href=\"//example.com{{a}}\">")]
    [InlineData("<a href=\"https://user@example.com{{a}}/\">")]
    [InlineData("<a href=\"{{a}}{{a}}\">")]
    [InlineData("<a href=\"{{a}}.x{{a}}\">")]
    [InlineData("<p style=\"background: url({{a}})\">")]
    [InlineData("<p style=\"background: URL( '{{a}}' )\">")]
    [InlineData("<p style=\"width: expression({{a}})\">")]
    [InlineData("<p style=\"font-family: '{{a}}'\">")]
    [InlineData("<p style=\"color: red /* {{a}} */\">")]
    public void Compile_NoValueIsSafeHere_IsAProblem(string html)
    {
        var problem = ProblemsOf(new TemplateSource("s", html))[0];
        Assert.Equal(("html", "unsafe_placeholder"), (problem.Path, problem.Code));
        Assert.StartsWith("Line 1, column ", problem.Message);
    }

    [Theory]
    [InlineData("https://example.com/a?b=c&d=%20#e", "https://example.com/a?b=c&amp;d=%20#e")]
    [InlineData("HTTP://EXAMPLE.COM", "HTTP://EXAMPLE.COM")]
    [InlineData("  https://example.com  ", "https://example.com")]
    [InlineData("https://example.com/ä", "https://example.com/ä")]
    [InlineData("https://example.com/a b\"c", "https://example.com/a%20b%22c")]
    [InlineData("https://ok.example\\@evil.example", "")]
    [InlineData("https://ok.example/\r\nx", "")]
    [InlineData("mailto:a@example.com", "mailto:a@example.com")]
    [InlineData("tel:+43", "")]
    [InlineData("ftp://example.com", "")]
    [InlineData("example.com", "")]
    [InlineData("/path", "")]
    public void Link_WholeValue_IsHttpsHttpOrMailtoOrNothing(string value, string expected)
    {
        var content = Compile(new TemplateSource("s", "<a href=\"{{a}}\">x</a>")).Render(Payload("a", value));
        Assert.Equal($"<a href=\"{expected}\">x</a>", content.Html);
        Assert.Equal(expected.Length == 0 ? ["a"] : [], content.UnusableVariables);
    }

    [Theory]
    [InlineData("<a href=\"https://example.com/?a={{a}}\">", "<a href=\"https://example.com/?a=a%40b%20%26%2F%C3%BC\">")]
    [InlineData("<a href=\"mailto:{{a}}\">", "<a href=\"mailto:a@b%20%26%2F%C3%BC\">")]
    [InlineData("<a href=\"mailto:x?cc={{a}}\">", "<a href=\"mailto:x?cc=a%40b%20%26%2F%C3%BC\">")]
    [InlineData("<a href=\"myapp://verify?code={{a}}\">", "<a href=\"myapp://verify?code=a%40b%20%26%2F%C3%BC\">")]
    [InlineData("<a href=\"{{b|https://example.com}}/{{a}}\">", "<a href=\"https://example.com/a%40b%20%26%2F%C3%BC\">")]
    [InlineData("<a href=\"{{b|/home?a=1&b}}\">", "<a href=\"/home?a=1&amp;b\">")]
    [InlineData("<p style=\"color:{{b|rgb(1,2,3)}};margin:{{c|0}}\">", "<p style=\"color:rgb(1,2,3);margin:0\">")]
    public void Link_PartOfALink_IsPercentEncoded(string html, string expected)
    {
        Assert.Equal(expected, Rendering.Html(html, Payload("a", "a@b &/ü")));
    }

    private static bool IsLink(IAttr attribute) =>
        attribute.LocalName is "href" or "src" or "action" or "formaction" or "background";

    private static string Structure(string? html)
    {
        var document = Parser.ParseDocument(html ?? "");
        return string.Join(
            "\n",
            document.Descendants().Where(node => node is not IText).Select(node => node is IElement element
                ? $"{element.LocalName} {string.Join(' ', element.Attributes.Select(attribute => attribute.Name))}"
                : $"{node.NodeType}"));
    }
}
