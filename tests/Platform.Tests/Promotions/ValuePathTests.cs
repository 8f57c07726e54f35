using System.Text.Json.Nodes;

namespace EmailPlatform.Platform.Promotions;

public sealed class ValuePathTests
{
    [Theory]
    [InlineData("fromEmail", """{"fromEmail":"new","list":[{"a":1}],"map":{"X-A.b":"c"}}""")]
    [InlineData("list[0].a", """{"fromEmail":"old","list":[{"a":"new"}],"map":{"X-A.b":"c"}}""")]
    [InlineData("list[0].b", """{"fromEmail":"old","list":[{"a":1,"b":"new"}],"map":{"X-A.b":"c"}}""")]
    [InlineData("map['X-A.b']", """{"fromEmail":"old","list":[{"a":1}],"map":{"X-A.b":"new"}}""")]
    [InlineData("list[0]", """{"fromEmail":"old","list":["new"],"map":{"X-A.b":"c"}}""")]
    public void Set_PutsTheValueThere(string path, string expected)
    {
        var document = JsonNode.Parse("""{"fromEmail":"old","list":[{"a":1}],"map":{"X-A.b":"c"}}""");
        Assert.NotNull(document);

        Assert.True(ValuePath.Parse(path)?.TrySet(document, "new"));

        Assert.Equal(expected, document.ToJsonString());
        Assert.Equal(path, ValuePath.Parse(path)?.ToString());
    }

    [Theory]
    [InlineData("list[1]")]
    [InlineData("list[0].a.b")]
    [InlineData("nothing.there")]
    [InlineData("fromEmail[0]")]
    public void Set_WhereNothingIsToPutItInto_IsRefused(string path) =>
        Assert.False(ValuePath.Parse(path)?.TrySet(new JsonObject { ["fromEmail"] = "old", ["list"] = new JsonArray(new JsonObject { ["a"] = 1 }) }, "new"));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a.")]
    [InlineData("a..b")]
    [InlineData("[0]")]
    [InlineData("a[")]
    [InlineData("a[x]")]
    [InlineData("a['x")]
    [InlineData("a[0]b")]
    [InlineData("a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q")]
    public void Text_ThatIsNoPath_IsNone(string text) => Assert.Null(ValuePath.Parse(text));

    [Theory]
    [InlineData("auth", "auth.pass", true)]
    [InlineData("auth.pass", "auth.pass", true)]
    [InlineData("auth.pass", "auth", false)]
    [InlineData("auth", "authority", false)]
    public void Covers_ItselfAndWhatIsInside(string outer, string inner, bool covers) =>
        Assert.Equal(covers, ValuePath.Parse(outer)?.Covers(ValuePath.Parse(inner)!)); // Both are paths.
}
