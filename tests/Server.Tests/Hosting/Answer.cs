using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace EmailPlatform.Server.Hosting;

/// <summary>What came back.</summary>
public sealed record Answer(int Status, string Text, string? ContentType, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonNode Json => JsonNode.Parse(Text) ?? throw new InvalidOperationException($"Not JSON: {Status} {Text}");

    /// <summary>The paths of all problems told.</summary>
    public IReadOnlyList<string> Paths => [.. (Json["errors"]?.AsArray() ?? []).Select(error => (string?)error?["path"] ?? "")];

    /// <summary>This answer, if it has the status; else the test fails with what came instead.</summary>
    public Answer Expect(int status)
    {
        Assert.True(Status == status, $"Expected {status}, got {Status}: {Text}");
        return this;
    }

    /// <summary>This answer, if it is a whole problem (RFC 9457) with this status and code, and tells of each path.</summary>
    public Answer ExpectProblem(int status, string code, params string[] paths)
    {
        Expect(status);
        Assert.Equal("application/problem+json", ContentType);
        var json = Json;
        Assert.True(code == (string?)json["code"], $"Expected {code}, got {Text}");
        Assert.Equal(status, (int?)json["status"]);
        Assert.False(string.IsNullOrWhiteSpace((string?)json["type"]), Text);
        Assert.False(string.IsNullOrWhiteSpace((string?)json["title"]), Text);
        Assert.False(string.IsNullOrWhiteSpace((string?)json["detail"]), Text);
        foreach (var path in paths)
        {
            Assert.True(Paths.Contains(path, StringComparer.Ordinal), $"No problem at '{path}': {Text}");
        }

        Assert.All(json["errors"]?.AsArray() ?? [], error =>
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)error?["code"]), Text);
            Assert.False(string.IsNullOrWhiteSpace((string?)error?["message"]), Text);
        });

        // What helps an attacker and nobody else.
        Assert.DoesNotContain("EmailPlatform.", Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Text, StringComparison.Ordinal);
        return this;
    }
}
