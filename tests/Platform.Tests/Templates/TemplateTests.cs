using System.Text.Json;
using EmailPlatform.Connectors;
using static EmailPlatform.Platform.Templates.Rendering;

namespace EmailPlatform.Platform.Templates;

public sealed class TemplateTests
{
    private static readonly JsonElement Sample = Json("""
        {
          "code": "123456", "n": 0, "big": 1.50e3, "yes": true, "no": false, "nothing": null, "empty": "",
          "user": { "name": "Ann", "deep": { "er": "x" } }, "list": ["a", 2, { "b": "c" }], "1": "one", "_x": "under"
        }
        """);

    [Theory]
    [InlineData("{{code}}", "123456")]
    [InlineData("{{ code }}", "123456")]
    [InlineData("{{\tcode\n}}", "123456")]
    [InlineData("a{{code}}b{{code}}c", "a123456b123456c")]
    [InlineData("{{n}} {{big}} {{yes}} {{no}}", "0 1.50e3 true false")]
    [InlineData("{{user.name}} {{user.deep.er}}", "Ann x")]
    [InlineData("{{list.0}}{{list.1}}{{list.2.b}}", "a2c")]
    [InlineData("{{1}}{{_x}}", "oneunder")]
    [InlineData("{{CODE}}", "")]
    [InlineData("{{missing|there}}", "there")]
    [InlineData("{{ user.surname | dear customer }}!", "dear customer!")]
    [InlineData("{{nothing|none}} {{empty|void}}", "none void")]
    [InlineData("{{missing|}}", "")]
    [InlineData("{{missing|a|b}}", "a|b")]
    [InlineData("{{n|7}}", "0")]
    [InlineData("{ {code} } {code} }} { }", "{ {code} } {code} }} { }")]
    public void Render_Placeholder_GivesTheValue(string text, string expected)
    {
        Assert.Equal(expected, Text(text, Sample));
    }

    [Theory]
    [InlineData("list.3")]
    [InlineData("list.length")]
    [InlineData("code.length")]
    [InlineData("code.0")]
    [InlineData("user.name.x")]
    [InlineData("nothing.x")]
    [InlineData("constructor")]
    [InlineData("toString")]
    [InlineData("__proto__")]
    [InlineData("user.hasOwnProperty")]
    public void Render_NotInThePayload_IsMissing(string name)
    {
        var content = Compile(new TemplateSource("s", Text: $"[{{{{{name}}}}}]")).Render(Sample);
        Assert.Equal("[]", content.Text);
        Assert.Equal([name], content.MissingVariables);
        Assert.Empty(content.UnusableVariables);
    }

    [Theory]
    [InlineData("{{user}}", "user")]
    [InlineData("{{list}}", "list")]
    [InlineData("{{list.2}}", "list.2")]
    public void Render_ObjectOrArray_IsEmptyAndUnusable(string text, string name)
    {
        var content = Compile(new TemplateSource("s", Text: $"[{text}]")).Render(Sample);
        Assert.Equal("[]", content.Text);
        Assert.Equal([name], content.UnusableVariables);
        Assert.Empty(content.MissingVariables);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"code\"")]
    [InlineData("null")]
    [InlineData("1")]
    public void Render_PayloadIsNoObject_HasNoVariables(string payload)
    {
        var content = Compile(new TemplateSource("s", Text: "[{{code}}]")).Render(Json(payload));
        Assert.Equal("[]", content.Text);
        Assert.Equal(["code"], content.MissingVariables);
    }

    [Fact]
    public void Render_HalfASurrogatePair_IsUnusable()
    {
        var content = Compile(new TemplateSource("{{code}}", Text: "[{{code}}]")).Render(Json("""{ "code": "a\ud800b" }"""));
        Assert.Equal("[]", content.Text);
        Assert.Equal(["code"], content.UnusableVariables);
    }

    [Theory]
    [InlineData("{{user.name}}")]
    [InlineData("{{code}}{{code}}")]
    [InlineData("$& $1 $$ ${code} {0} {1}")]
    [InlineData("{{")]
    [InlineData("\uFFFC")]
    public void Render_ValueThatLooksLikeAPlaceholder_IsNotExpandedAgain(string value)
    {
        Assert.Equal($"{value}|{value}", Text("{{code}}|{{code}}", Payload("code", value)));
        Assert.Equal($"<{value}", Derived("<p>&lt;{{code}}</p>", JsonSerializer.Serialize(new { code = value })));
    }

    [Fact]
    public void Render_ObjectReplacementCharacterInTheTemplate_IsTextLikeAnyOther()
    {
        Assert.Equal("\uFFFC1\uFFFC", Text("\uFFFC{{a}}\uFFFC", Payload("a", "1")));
        Assert.Equal("\uFFFC1\uFFFC", Derived("<b>\uFFFC</b>{{a}}&#xFFFC;", """{"a":"1"}"""));
    }

    [Fact]
    public void Render_EveryPart_IsRenderedForItsPlace()
    {
        var template = Compile(new TemplateSource(
            "{{org}}: {{code}}", "<p>{{org}}</p>", "{{org}}", "{{mail}}", "{{org}} <no-reply@example.com>"));
        var content = template.Render(Json("""{ "org": "A&B \"x\" <i>", "code": "1", "mail": "help@example.com" }"""));
        Assert.Equal("A&B \"x\" <i>: 1", content.Subject);
        Assert.Equal("<p>A&amp;B &quot;x&quot; &lt;i&gt;</p>", content.Html);
        Assert.Equal("A&B \"x\" <i>", content.Text);
        Assert.Equal("help@example.com", content.ReplyTo);
        Assert.Equal("A&B x i <no-reply@example.com>", content.SenderName);
        Assert.Equal(["org", "code", "mail"], template.Variables.Select(variable => variable.Name));
        Assert.Equal(["subject", "subject", "replyTo"], template.Variables.Select(variable => variable.Path));
    }

    [Fact]
    public void Render_NothingLeftOfReplyToAndSenderName_IsNull()
    {
        var content = Compile(new TemplateSource("s", Text: "t", ReplyTo: "{{a}}", SenderName: " {{b}} ")).Render(Sample);
        Assert.Null(content.ReplyTo);
        Assert.Null(content.SenderName);
        Assert.Null(content.Html);
        Assert.Equal(["a", "b"], content.MissingVariables);
    }

    [Fact]
    public void Render_HugeValueInManyPlaces_StaysBounded()
    {
        var text = string.Concat(Enumerable.Repeat("{{a}}-", 500));
        var content = Compile(new TemplateSource("s", text, text)).Render(Payload("a", new string('"', 64 * 1024)));
        Assert.InRange(content.Html?.Length ?? 0, 1_000_000, TemplatePart.MaxLength);
        Assert.InRange(content.Text?.Length ?? 0, 1_000_000, TemplatePart.MaxLength);
        Assert.Equal(["a"], content.UnusableVariables);
    }

    [Fact]
    public void TryCompile_NothingToSend_TellsEveryProblem()
    {
        Assert.Equal(["subject", "html"], ProblemsOf(new TemplateSource(" ", " ", "")).Select(problem => problem.Path));
    }

    [Fact]
    public void TryCompile_TooLarge_IsRefused()
    {
        Assert.Equal("too_large", ProblemsOf(new TemplateSource("s", Text: new string('ü', 300_000))).Single().Code);
        Assert.Equal("too_many_placeholders", ProblemsOf(new TemplateSource("s", Text: string.Concat(Enumerable.Repeat("{{a}}", 1001)))).Single().Code);
    }

    [Fact]
    public void TryCompile_ConnectorTemplate_ProblemsHaveTheConfigurationsPaths()
    {
        var template = new ConnectorTemplate(
            "templates[2]", "SignIn", "{{", "<a b={{x}}>", null, "{{#a}}", HtmlPath: "templates[2].content");
        Assert.False(Template.TryCompile(template, out _, out var problems));
        Assert.Equal(
            ["templates[2].subject", "templates[2].replyTo", "templates[2].content"], problems.Select(problem => problem.Path));
    }

    [Fact]
    public void TryCompile_SubjectThatTheProviderCanDoWithout_MayBeAbsentAndContentMayNot()
    {
        var template = new ConnectorTemplate("deliveries.SignIn", "SignIn", "", "<p>{{code}}</p>", null, SubjectOptional: true);

        Assert.True(Template.TryCompile(template, out var compiled, out _));
        Assert.Equal(("", "<p>123456</p>"), (compiled.Render(Sample).Subject, compiled.Render(Sample).Html));
        Assert.False(Template.TryCompile(template with { Html = null }, out _, out _));
        Assert.False(Template.TryCompile(template with { SubjectOptional = false }, out _, out _));
    }

    [Fact]
    public void TryCompile_PlainDefaultOfTheDocuments_Saves()
    {
        var template = new ConnectorTemplate(
            "templates[0]", "SignIn", "<sign-in-template-subject>", "Your verification code is {{code}}. It remains active for 10 minutes.", null);
        Assert.True(Template.TryCompile(template, out var compiled, out _));
        Assert.Equal("Your verification code is 123456. It remains active for 10 minutes.", compiled.Render(Sample).Text);
    }
}
