using System.Text.Json.Nodes;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EmailPlatform.Server.OpenApi;

public sealed class DescriptionTests(HostedPlatform platform)
{
    /// <summary>What shows the description, rather than being part of what it describes.</summary>
    private static readonly string[] Undescribed = ["GET /", "GET /openapi/{documentName}.json"];

    /// <summary>What takes no input and asks for no key has no problem to tell.</summary>
    private static readonly string[] WithoutProblems = ["GET /health/live", "GET /health/ready", "GET /version"];

    [Fact]
    public async Task Description_HasExactlyWhatIsRouted()
    {
        var described = (await Operation.All(platform)).Select(operation => operation.Name);
        var routed = platform.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Select(method => $"{method} {PathOf(endpoint)}") ?? [$"ANY {PathOf(endpoint)}"]);

        Assert.Equal(described.Concat(Undescribed).Order(StringComparer.Ordinal), routed.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EveryOperation_HasIdSummaryAndTag()
    {
        var operations = await Operation.All(platform);

        Assert.All(operations, operation =>
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)operation.Description["operationId"]), operation.Name);
            Assert.False(string.IsNullOrWhiteSpace((string?)operation.Description["summary"]), operation.Name);
            Assert.True(operation.Description["tags"]?.AsArray().Count == 1, operation.Name);
        });
        Assert.Equal(operations.Count, operations.Select(operation => (string?)operation.Description["operationId"]).Distinct().Count());
    }

    [Fact]
    public async Task EveryOperation_TellsTheShapeOfItsProblems()
    {
        var document = (await platform.Client(null).Get("/openapi/v1.json")).Expect(200).Json;

        Assert.All((await Operation.All(platform)).Where(operation => !WithoutProblems.Contains(operation.Name)), operation =>
        {
            var schema = operation.Description["responses"]?["default"]?["content"]?["application/problem+json"]?["schema"];
            var properties = Resolve(document, schema)?["properties"]?.AsObject();
            Assert.True(properties is not null, operation.Name);
            Assert.Superset(new HashSet<string>(["type", "title", "status", "detail", "code", "errors"]), properties.Select(property => property.Key).ToHashSet());
        });
    }

    [Fact]
    public async Task EveryOperation_TellsWhatASuccessLooksLike()
    {
        Assert.All(await Operation.All(platform), operation =>
        {
            var successes = (operation.Description["responses"]?.AsObject() ?? []).Where(response => response.Key[0] == '2').ToList();
            Assert.True(successes.Count > 0, operation.Name);
            Assert.All(successes, success => Assert.True(success.Key == "204" || success.Value?["content"] is JsonObject { Count: > 0 }, $"{operation.Name} {success.Key}"));
        });
    }

    [Fact]
    public async Task EveryOperationThatNeedsAKey_SaysSo()
    {
        Assert.All(await Operation.All(platform), operation =>
        {
            var open = (string?)operation.Description["x-access"] == ScopeTable.Anyone;
            Assert.True(open == operation.Description["security"] is not JsonArray { Count: > 0 }, operation.Name);
            Assert.True(open == operation.Description["responses"]?["401"] is null, operation.Name);
        });
    }

    [Fact]
    public async Task EveryBody_HasAnExampleAndASchema()
    {
        Assert.All((await Operation.All(platform)).Where(operation => operation.Description["requestBody"] is not null), operation =>
        {
            Assert.True(operation.Example is JsonObject { Count: > 0 }, operation.Name);
            Assert.True(operation.Description["requestBody"]?["content"]?["application/json"]?["schema"] is JsonObject, operation.Name);
        });
    }

    [Fact]
    public async Task EveryParameter_HasAType()
    {
        Assert.All(await Operation.All(platform), operation => Assert.All(operation.Description["parameters"]?.AsArray() ?? [], parameter =>
            Assert.True(parameter?["schema"]?["type"] is not null, $"{operation.Name}: {parameter}")));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/docs")]
    public async Task Entrance_LeadsToTheDocumentation(string path)
    {
        var nobody = platform.Client(null);

        for (var hops = 0; hops < 3; hops++)
        {
            var answer = await nobody.Get(path);
            if (answer.Status == 200)
            {
                Assert.Equal("text/html", answer.ContentType);
                return;
            }

            Assert.InRange(answer.Status, 301, 308);
            path = new Uri(new Uri("http://here" + path), answer.Headers.Location ?? throw new InvalidOperationException("A redirect to nowhere.")).PathAndQuery;
        }

        Assert.Fail($"No documentation at the end of the redirects: {path}");
    }

    private static string PathOf(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
        _ => throw new NotSupportedException(part.PartKind.ToString()),
    }))));

    private static JsonNode? Resolve(JsonNode document, JsonNode? schema)
    {
        var reference = (string?)schema?["$ref"];
        return reference is null ? schema : document["components"]?["schemas"]?[reference.Split('/')[^1]];
    }
}
