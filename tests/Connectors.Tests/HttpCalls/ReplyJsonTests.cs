using System.Text;

namespace EmailPlatform.Connectors.HttpCalls;

public sealed class ReplyJsonTests
{
    [Fact]
    public void Read_OddMembers_HideNothingElse()
    {
        var json = Parse("""{ "code": "406", "number": 7, "list": [{ "a": "x" }, 5], "half": "\ud800", "object": {}, "empty": "", "nothing": null }""");

        Assert.Equal(406, json.Number("code"));
        Assert.Equal("7", json.Text("number"));
        Assert.Equal("x", json.Items("list").First().Text("a"));
        Assert.Null(json.Items("list").Last().Text("a"));
        Assert.All(new[] { "half", "object", "empty", "nothing", "absent", "list" }, name => Assert.Null(json.Text(name)));
        Assert.Null(json.Number("object"));
        Assert.Empty(json.Items("code"));
    }

    [Theory]
    [InlineData(""), InlineData("{"), InlineData("[1]"), InlineData("null"), InlineData("7"), InlineData("\"x\""), InlineData("<html>")]
    public void Parse_NoObject_HasNothing(string text)
    {
        var json = Parse(text);

        Assert.False(json.IsObject);
        Assert.Null(json.Text("a"));
        Assert.Empty(json.Items("a"));
    }

    [Fact]
    public void Parse_ByteOrderMark_IsPassedOver() => Assert.Equal("b", Parse("\uFEFF{ \"a\": \"b\" }").Text("a"));

    [Fact]
    public void Parse_NestingWithoutEnd_HasNothing() => Assert.False(Parse(string.Concat(Enumerable.Repeat("{\"a\":", 1000))).IsObject);

    private static ReplyJson Parse(string text) => ReplyJson.Parse(Encoding.UTF8.GetBytes(text));
}
