using static EmailPlatform.Platform.Templates.Rendering;

namespace EmailPlatform.Platform.Templates;

/// <summary>What ends up in headers: one line, and no address that the template's author did not give.</summary>
public sealed class LineInjectionTests
{
    public static TheoryData<string> Breaks =>
        ["\r\n", "\n", "\r", "\r\n ", "\r\n\t", "\0", "\u0085", "\u2028", "\u2029", "\u000B", "\u000C", "\u001B", "\u007F", "\n\n\r\r"];

    [Theory]
    [MemberData(nameof(Breaks))]
    public void Subject_ValueWithALineBreak_StaysOneLine(string lineBreak)
    {
        var content = Compile(new TemplateSource("Hi {{name}}!", Text: "{{name}}", ReplyTo: "{{name}}", SenderName: "{{name}}"))
            .Render(Payload("name", $"Ann{lineBreak}Bcc: eve"));
        Assert.Equal("Hi Ann Bcc: eve!", content.Subject);
        Assert.Equal("Ann Bcc eve", content.ReplyTo);
        Assert.Equal("Ann Bcc: eve", content.SenderName);
        Assert.Equal($"Ann{lineBreak}Bcc: eve", content.Text);
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public void Subject_TemplateWithALineBreak_StaysOneLine(string lineBreak)
    {
        Assert.Equal("Hi Ann , hello", Compile(new TemplateSource($"Hi{lineBreak}{{{{name}}}}{lineBreak}, hello{lineBreak}", Text: "t"))
            .Render(Payload("name", "Ann")).Subject);
        Assert.Equal("Hi x", Compile(new TemplateSource($"Hi {{{{name|{lineBreak}x}}}}", Text: "t")).Render(Json("{}")).Subject);
    }

    [Fact]
    public void Subject_ValueOfBreaksOnly_LeavesNothing()
    {
        Assert.Equal("Code: .", Compile(new TemplateSource("Code: {{name}}.", Text: "t")).Render(Payload("name", "\r\n\r\n")).Subject);
    }

    [Fact]
    public void Subject_Html_IsNotEscaped()
    {
        Assert.Equal("A & B <c>", Compile(new TemplateSource("{{name}}", Text: "t")).Render(Payload("name", "A & B <c>")).Subject);
    }

    [Theory]
    [InlineData("Evil <eve@example.org>")]
    [InlineData("eve@example.org")]
    [InlineData("\"eve@example.org\" <eve@example.org>")]
    [InlineData("<eve@example.org>")]
    [InlineData("a\\\"@b")]
    public void SenderName_ValueWithAnAddress_BringsNone(string value)
    {
        var content = Compile(new TemplateSource("s", Text: "t", SenderName: "{{name}}")).Render(Payload("name", value));
        Assert.DoesNotContain("@", content.SenderName);
        Assert.DoesNotContain("<", content.SenderName);
        Assert.DoesNotContain("\"", content.SenderName);
    }

    [Fact]
    public void SenderName_OrdinaryNames_StayAsTheyAre()
    {
        Assert.Equal("Müller & Söhne, O'Neil (Wien)", Compile(new TemplateSource("s", Text: "t", SenderName: "{{name}}"))
            .Render(Payload("name", "Müller & Söhne, O'Neil (Wien)")).SenderName);
    }

    [Theory]
    [InlineData("a@example.com, eve@example.org", "a@example.com eve@example.org")]
    [InlineData("a@example.com>, <eve@example.org", "a@example.com eve@example.org")]
    [InlineData("group: eve@example.org;", "group eve@example.org")]
    [InlineData("help@example.com", "help@example.com")]
    public void ReplyTo_ValueWithSyntaxOfItsOwn_LosesIt(string value, string expected)
    {
        Assert.Equal(expected, Compile(new TemplateSource("s", Text: "t", ReplyTo: "{{name}}")).Render(Payload("name", value)).ReplyTo);
    }
}
