using System.Text;

namespace EmailPlatform.Connectors.Mime;

public sealed class DkimSignerTests
{
    private static readonly byte[] Message = Encoding.ASCII.GetBytes(
        "From: a@example.com\r\nTo: b@example.com\r\nSubject: s\r\nX-One: 1\r\nX-One: 2\r\nReceived: by x\r\n\r\nbody\r\n");

    [Fact]
    public void Sign_UsualHeaders_ListsThosePresentAndProtectsWhatReadersShow()
    {
        var tags = Tags(DkimTestKey.Signer(null));
        Assert.Equal("1", tags["v"]);
        Assert.Equal("rsa-sha256", tags["a"]);
        Assert.Equal("relaxed/relaxed", tags["c"]);
        Assert.Equal("example.com", tags["d"]);
        Assert.Equal("test", tags["s"]);
        Assert.Equal("1795176000", tags["t"]);
        Assert.Equal("From:From:To:To:Cc:Subject:Subject:Date:Reply-To", tags["h"]);
        Assert.Equal(256, Convert.FromBase64String(tags["b"]).Length);
    }

    [Fact]
    public void Sign_HeadersGiven_SignsThoseAndFrom() =>
        Assert.Equal("From:From:X-One:X-One", Tags(DkimTestKey.Signer("x-one", "X-One", "X-Absent"))["h"], ignoreCase: true);

    [Fact]
    public void Sign_Lines_AreFoldedAndEndInOneLineEnd()
    {
        var header = Header(DkimTestKey.Signer());
        Assert.EndsWith("\r\n", header, StringComparison.Ordinal);
        Assert.All(header.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
        Assert.All(header.Split("\r\n")[1..^1], line => Assert.StartsWith(" ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sign_Concurrently_GivesTheSameEachTime()
    {
        var signer = DkimTestKey.Signer();
        var expected = Header(signer);
        var headers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Header(signer))));
        Assert.All(headers, header => Assert.Equal(expected, header));
    }

    [Theory]
    [InlineData("example", "test", "two labels")]
    [InlineData("exam ple.com", "test", "cannot stand")]
    [InlineData("example.com;x=y", "test", "cannot stand")]
    [InlineData("example.com", "", "labels")]
    [InlineData("example.com", "a..b", "labels")]
    [InlineData("example.com", "a b", "letters")]
    [InlineData("example.com", "a;d=evil.example", "letters")]
    [InlineData("example.com", "a\r\nb", "letters")]
    public void TryCreate_DomainOrSelectorThatIsNone_IsRefused(string domain, string selector, string expected)
    {
        Assert.False(DkimSigner.TryCreate(domain, selector, DkimTestKey.Key(), null, out _, out var reason));
        Assert.Contains(expected, reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Received")]
    [InlineData("return-path")]
    [InlineData("DKIM-Signature")]
    [InlineData("a:b")]
    [InlineData("a;b")]
    [InlineData("a b")]
    [InlineData("")]
    public void TryCreate_HeaderThatCannotBeSigned_IsRefused(string name)
    {
        Assert.False(DkimSigner.TryCreate("example.com", "test", DkimTestKey.Key(), [name], out _, out var reason));
        Assert.NotEmpty(reason);
    }

    [Fact]
    public void TryCreate_InternationalDomain_SignsForItsALabels()
    {
        Assert.True(DkimSigner.TryCreate("München.de", "2026._x", DkimTestKey.Key(), null, out var signer, out var reason), reason);
        Assert.Equal("xn--mnchen-3ya.de", Tags(signer)["d"]);
    }

    private static string Header(DkimSigner signer) => Encoding.ASCII.GetString(DkimPeerTests.Signed(signer, Message)[..^Message.Length]);

    private static Dictionary<string, string> Tags(DkimSigner signer) => Header(signer)["DKIM-Signature:".Length..]
        .Split(';')
        .Select(tag => string.Concat(tag.Where(character => !char.IsWhiteSpace(character))))
        .ToDictionary(tag => tag[..tag.IndexOf('=', StringComparison.Ordinal)], tag => tag[(tag.IndexOf('=', StringComparison.Ordinal) + 1)..]);
}
