using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace EmailPlatform.Server.ConnectorTypes;

/// <summary>Whoever sets a connector up has schema, guide and logo of every type from the API alone.</summary>
public sealed class ConnectorTypeTests(HostedPlatform platform)
{
    private static readonly string[] Capabilities =
        ["attachments", "replyTo", "textPart", "providerTemplates", "customSender", "customHeaders", "html", "text", "locale"];

    [Fact]
    public async Task List_EveryTypeOfTheCatalog_HasSchemaGuideAndLogo()
    {
        var catalog = platform.Services.GetRequiredService<ConnectorCatalog>();

        var items = (await platform.Admin.Get("/api/connector-types?limit=200")).Expect(200).Json["items"]!.AsArray();

        Assert.Equal(catalog.All.Select(connector => connector.Description.Type), items.Select(item => (string?)item!["type"]));
        foreach (var item in items.Select(item => item!.AsObject()))
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)item["name"]), item.ToJsonString());
            CheckSchema(item["schema"]!.AsObject(), (string)item["type"]!);
            CheckGuide((string)item["guide"]!, (string)item["type"]!);
            Assert.Equal(Capabilities.Order(StringComparer.Ordinal), item["capabilities"]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
            await CheckLogo((string)item["logo"]!);
        }
    }

    [Fact]
    public async Task Get_TypeOrAlias_IsWhatTheListShows()
    {
        var items = (await platform.Admin.Get("/api/connector-types?limit=200")).Expect(200).Json["items"]!.AsArray();
        foreach (var item in items.Select(item => item!.AsObject()))
        {
            foreach (var id in item["aliases"]!.AsArray().Append(item["type"]).Select(id => (string?)id))
            {
                var one = (await platform.Admin.Get($"/api/connector-types/{id}")).Expect(200).Json;

                Assert.True(JsonNode.DeepEquals(item, one), $"{id} is not what the list shows.");
            }
        }
    }

    private static void CheckSchema(JsonObject schema, string type)
    {
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)schema["$schema"]);
        Assert.Equal("object", (string?)schema["type"]);
        var members = schema["properties"]!.AsObject();
        Assert.All(schema["required"]?.AsArray() ?? [], name => Assert.True(members.ContainsKey((string)name!), $"{type}: {name} is required and not described."));
    }

    private static void CheckGuide(string guide, string type)
    {
        Assert.StartsWith("# ", guide, StringComparison.Ordinal);
        Assert.Contains($"`{type}`", guide, StringComparison.Ordinal);
        Assert.True(guide.Length > 500, $"The guide of {type} says next to nothing.");
    }

    private async Task CheckLogo(string path)
    {
        var logo = (await platform.Client(null).Get(path)).Expect(200);

        Assert.Equal("image/svg+xml", logo.ContentType);
        Assert.StartsWith("<svg", logo.Text, StringComparison.Ordinal);
        Assert.Contains("sandbox", logo.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }
}
