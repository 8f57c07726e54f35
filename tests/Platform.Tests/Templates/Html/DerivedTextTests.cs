using static EmailPlatform.Platform.Templates.Rendering;

namespace EmailPlatform.Platform.Templates.Html;

public sealed class DerivedTextTests
{
    [Theory]
    [InlineData("<h1>Welcome</h1><p>Your code is {{code}}.</p>", "Welcome\n\nYour code is 123456.")]
    [InlineData("<p>a</p>\n\n  <p>b</p>", "a\n\nb")]
    [InlineData("<div>a</div><div>b</div>", "a\nb")]
    [InlineData("a<br>b<br/>c<br><br><br><br>d", "a\nb\nc\n\nd")]
    [InlineData("  a \n b\t<b> c</b>&nbsp;&nbsp;d ", "a b c d")]
    [InlineData("<b>a</b>b <i>c</i> d", "ab c d")]
    [InlineData("1 &lt; 2 &amp;&amp; 3 &gt; 2 &copy; &#252; &#x1F600;", "1 < 2 && 3 > 2 © ü 😀")]
    [InlineData("<head><title>T</title><style>p{color:red}</style></head><body>x<script>y</script></body>", "x")]
    [InlineData("<!-- hidden --><!--[if mso]><p>Outlook</p><![endif]--><!--[if !mso]><!-->a<!--<![endif]-->", "a")]
    [InlineData("<!DOCTYPE html><html><body><p>a</p></body></html>", "a")]
    [InlineData("<a href=\"https://example.com/?a=1&amp;b=2\">Open</a> it", "Open (https://example.com/?a=1&b=2) it")]
    [InlineData("<a href=\"https://example.com\">https://example.com</a>", "https://example.com")]
    [InlineData("<a href=\"https://example.com\"><img src=\"x\"></a>", "https://example.com")]
    [InlineData("<a href=\"https://example.com\"><img src=\"x\" alt=\"Logo\"></a>", "Logo (https://example.com)")]
    [InlineData("<a href=\"mailto:a@example.com\">a@example.com</a>", "a@example.com")]
    [InlineData("<a href=\"#top\">Top</a><a>none</a><a href=\"\">empty</a>", "Topnoneempty")]
    [InlineData("<a href=\"https://example.com\">one <a href=\"https://example.org\">two", "one (https://example.com) two (https://example.org)")]
    [InlineData("<a href=\"javascript:x()\">run</a>", "run")]
    [InlineData("<a href=\"{{link}}\">Verify</a>", "Verify (https://example.com/?t=a&b)")]
    [InlineData("<a href=\"{{missing}}\">Verify</a>.", "Verify.")]
    [InlineData("<a href=\"{{missing|/home}}\"><p>Verify</p></a>.", "Verify (/home)\n\n.")]
    [InlineData("<a href=\"{{link}}\">{{link}}</a>", "https://example.com/?t=a&b")]
    [InlineData("<a href=\"https://example.com/{{name}}\">{{name}}</a>", "A&B <i> (https://example.com/A%26B%20%3Ci%3E)")]
    [InlineData("<ul><li>a</li><li><p>b</p></li></ul><p>c</p>", "- a\n- b\n\nc")]
    [InlineData("<ol><li>a</li><li>b<ul><li>x</li></ul></li><li>c</li></ol>", "1. a\n2. b\n- x\n3. c")]
    [InlineData("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th><td>{{code}}</td></tr></table>x", "a b\nc 123456\n\nx")]
    [InlineData("<pre>a\n  b   c</pre>d", "a\n  b   c\n\nd")]
    [InlineData("a<hr>b", "a\n\n---\n\nb")]
    [InlineData("<div>Preview &zwnj;&nbsp;&zwnj;&nbsp;&#847; &shy;</div><div>Body</div>", "Preview\nBody")]
    [InlineData("<p>{{name}} &amp; {{name}}</p>", "A&B <i> & A&B <i>")]
    [InlineData("<p>{{missing|you & me}}</p>", "you & me")]
    [InlineData("<img alt=\"{{name}} logo\">", "A&B <i> logo")]
    [InlineData("<p>a < b</p>", "a < b")]
    [InlineData("<p>unclosed <b title=\"x", "unclosed")]
    public void Text_FromHtml_ReadsAsABrowserShowsIt(string html, string expected)
    {
        const string Payload = """{ "code": "123456", "link": "https://example.com/?t=a&b", "name": "A&B <i>" }""";
        Assert.Equal(expected, Derived(html, Payload));
    }

    [Fact]
    public void Text_GivenBesideHtml_IsNotDerived()
    {
        var content = Compile(new TemplateSource("s", "<p>html</p>", "text {{a}}")).Render(Payload("a", "<&>"));
        Assert.Equal("text <&>", content.Text);
    }

    [Fact]
    public void Text_HtmlShowsNothing_IsAbsent()
    {
        Assert.Null(Compile(new TemplateSource("s", "<img src=\"https://example.com/x.png\">")).Render(Json("{}")).Text);
    }

    [Fact]
    public void Text_LinkThatIsNotAllowed_IsLeftOutAsInHtml()
    {
        var content = Compile(new TemplateSource("s", "<a href=\"{{a}}\">x</a>")).Render(Payload("a", "javascript:alert(1)"));
        Assert.Equal("x", content.Text);
        Assert.Equal(["a"], content.UnusableVariables);
    }
}
