namespace EmailPlatform.Platform.Templates.Previews;

public sealed class PreviewWarningsTests
{
    [Theory]
    [InlineData("<p>Hello</p>", "")]
    [InlineData("<img src=\"x.png\" alt=\"Acme\"><img src=\"y.png\" alt=\"\">", "")]
    [InlineData("<IMG SRC='x.png'>", "image_without_alt")]
    [InlineData("<!-- <img src=\"x.png\"> -->", "")]
    [InlineData("<a href=\"https://acme.example/go\">Sign in</a>", "")]
    [InlineData("<a href=\"https://acme.example/go\">https://acme.example/go?a=1</a>", "")]
    [InlineData("<a href=\"https://www.acme.example\">ACME.example</a>", "")]
    [InlineData("<a href=\"https://evil.example\"> <b>https://bank</b>.example/login </a>", "link_host_differs")]
    [InlineData("<a href=\"https://evil.example\">bank.example:443</a>", "link_host_differs")]
    [InlineData("<a href=\"https://evil.example\">Version 1.2.3</a><a href=\"https://evil.example\">9.99</a>", "")]
    [InlineData("<a href=\"https://b\u00fccher.example\">b\u00fccher.example</a><a href=\"https://xn--bcher-kva.example\">b\u00fccher.example</a>", "")]
    [InlineData("<a href=\"mailto:help@acme.example\">help@acme.example</a>", "")]
    [InlineData("<a href=\"https://evil.example\">bank.example<a href=\"https://good.example\">good.example</a>", "link_host_differs")]
    [InlineData("<a>bank.example</a>", "")]
    public void Of_Html_TellsWhatRecipientsStumbleOver(string html, string expected) =>
        Assert.Equal(expected, string.Join(' ', PreviewWarnings.Of(Content(html), hasOwnText: true).Select(warning => warning.Code)));

    [Fact]
    public void Of_HtmlThatGmailClips_SaysSo()
    {
        var html = new string('x', 102 * 1024);

        Assert.Empty(PreviewWarnings.Of(Content(html), hasOwnText: true));
        Assert.Equal("clipped_by_gmail", Assert.Single(PreviewWarnings.Of(Content(html[..^1] + "\u00fc"), hasOwnText: true)).Code);
    }

    [Fact]
    public void Of_ATextPartThatIsDerived_SaysSo()
    {
        Assert.Equal("no_text_part", Assert.Single(PreviewWarnings.Of(Content("<p>Hello</p>"), hasOwnText: false)).Code);
        Assert.Empty(PreviewWarnings.Of(Content(null), hasOwnText: true));
    }

    private static RenderedContent Content(string? html) => new("s", html, "t", null, null, [], []);
}
