using System.Text.Json.Nodes;

namespace EmailPlatform.Server.Promotions;

public sealed class YamlTextTests
{
    public static TheoryData<string> Texts =>
    [
        "", " ", "plain", "two words", "true", "null", "~", "12", "1e3", "-", "- a", "a: b", "# no comment", "'", "\"", "{{code}}", "[x]", "&a", "*a", "!tag", "%", "@", "`",
        "one\ntwo", "one\ntwo\n", "one\ntwo\n\n\n", "\n", "\none", " indented\nnot", "one\n  two\n", "ends with blank \nx", "one\r\ntwo", "one\n\ttwo", "tab\there",
        "Grüße\nan alle", "日本語のメール\n二行目", "family 👨‍👩‍👧 and flag 🇨🇭", "nbsp\u00A0x\u2028y\u0085z", "bell\u0007", "---\n...\n", "|\n>", "<p>Hello {{user.name|there}}</p>\n<p>{{code}}</p>\n",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_WrittenAndRead_IsTheSame(string text)
    {
        var document = new JsonObject { ["a"] = text, ["list"] = new JsonArray(text, new JsonObject { [text] = text }) };

        var read = YamlText.Read(YamlText.Write(document), out var problem);

        Assert.Null(problem);
        Assert.Equal(document.ToJsonString(), read?.ToJsonString());
    }

    [Fact]
    public void Document_IsWrittenAsAPersonWould() => Assert.Equal(
        "settings:\n  defaultLocale: de\n  flows: []\ntemplates:\n  SignIn:\n    de:\n      subject: \"Dein Code: {{code}}\"\n      html: |\n        <p>\n          {{code}}\n        </p>\nport: 587\non: true\nnothing: null\n",
        YamlText.Write(new JsonObject
        {
            ["settings"] = new JsonObject { ["defaultLocale"] = "de", ["flows"] = new JsonArray() },
            ["templates"] = new JsonObject
            {
                ["SignIn"] = new JsonObject { ["de"] = new JsonObject { ["subject"] = "Dein Code: {{code}}", ["html"] = "<p>\n  {{code}}\n</p>\n" } },
            },
            ["port"] = 587,
            ["on"] = true,
            ["nothing"] = null,
        }));

    [Theory]
    [InlineData("a: 1", """{"a":1}""")]
    [InlineData("a: 1.5", """{"a":1.5}""")]
    [InlineData("a: '1'", """{"a":"1"}""")]
    [InlineData("a: no", """{"a":"no"}""")]
    [InlineData("a: 12:30", """{"a":"12:30"}""")]
    [InlineData("a: [1, {b: c}]", """{"a":[1,{"b":"c"}]}""")]
    [InlineData("{ \"a\": \"b\", \"c\": null }", """{"a":"b","c":null}""")]
    [InlineData("a: >\n  folded\n  line\n", """{"a":"folded line\n"}""")]
    public void Yaml_ReadsAsTheCoreSchemaSays(string yaml, string json)
    {
        Assert.Equal(json, YamlText.Read(yaml, out var problem)?.ToJsonString());
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a: [")]
    [InlineData("a: 1\na: 2")]
    [InlineData("a: &x 1\nb: *x")]
    [InlineData("a: !!binary aGVsbG8=")]
    [InlineData("? {a: 1}\n: b")]
    [InlineData("a: 1\n---\nb: 2")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]")]
    public void Yaml_ThatIsNotRead_SaysWhere(string yaml)
    {
        Assert.Null(YamlText.Read(yaml, out var problem));
        Assert.StartsWith("Line ", problem, StringComparison.Ordinal);
    }
}
