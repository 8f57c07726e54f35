using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EmailPlatform.EndToEnd.Running;

/// <summary>What came back.</summary>
public sealed record ApiAnswer(HttpStatusCode Status, string Text, string? ContentType, HttpResponseHeaders Headers)
{
    /// <summary>The body as JSON; fails with the whole answer where it is none.</summary>
    public JsonNode Json
    {
        get
        {
            try
            {
                return JsonNode.Parse(Text) ?? throw new JsonException("null");
            }
            catch (JsonException exception)
            {
                throw new InvalidOperationException($"Not JSON: {Status} {Text}", exception);
            }
        }
    }

    /// <summary>This answer, if it has the status; else the test fails with what came instead.</summary>
    public ApiAnswer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"Expected {(int)status}, got {(int)Status}: {Text}");
        return this;
    }

    /// <summary>This problem, if it has status and code.</summary>
    public ApiAnswer ExpectProblem(HttpStatusCode status, string code)
    {
        Expect(status);
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal(code, (string?)Json["code"]);
        return this;
    }
}
