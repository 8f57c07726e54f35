using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Server.Hosting;
using Microsoft.Extensions.Configuration;

namespace EmailPlatform.Server.BuiltIn;

public sealed class BuiltInSettingsTests(HostedPlatform platform)
{
    private static readonly ConnectorCatalog Catalog = ConnectorCatalog.Scan();

    [Fact]
    public void Read_NoSection_IsNoService() => Assert.Null(BuiltInSettings.Read(new ConfigurationBuilder().Build(), Catalog));

    [Fact]
    public void Read_ATreeOfSettings_HasNumbersFlagsListsAndMaps()
    {
        var setup = BuiltInSettings.Read(
            Of(
                ("Type", "smtp"), ("Config:HOST", "mail.internal"), ("Config:port", "2525"), ("Config:fromEmail", "a@example.com"),
                ("Config:ignoretls", "True"), ("Config:tls:rejectUnauthorized", "false"), ("Config:auth:user", "12345"), ("Config:auth:pass", "67890"),
                ("Config:customHeaders:X-One:0", "1"), ("Config:customHeaders:X-One:1", "true")),
            Catalog);

        var config = setup!.Stored;
        Assert.Equal(("mail.internal", 2525, true), ((string?)config["host"], (int?)config["port"], (bool?)config["ignoreTLS"]));
        Assert.False((bool?)config["tls"]?["rejectUnauthorized"]);
        Assert.Equal(("12345", "67890"), ((string?)config["auth"]?["user"], (string?)config["auth"]?["pass"]));
        Assert.Equal("""["1","true"]""", config["customHeaders"]?["X-One"]?.ToJsonString());
    }

    [Fact]
    public void Read_Json_IsTheSameAsTheTree()
    {
        var json = BuiltInSettings.Read(Of(("Type", "smtp"), ("Config", """{ "host": "mail.internal", "port": 2525, "fromEmail": "a@example.com" }""")), Catalog);
        var tree = BuiltInSettings.Read(Of(("Type", "simple-mail-transfer-protocol"), ("Config:host", "mail.internal"), ("Config:port", "2525"), ("Config:fromEmail", "a@example.com")), Catalog);

        Assert.True(JsonNode.DeepEquals(json?.Stored, tree?.Stored));
        Assert.Same(json?.Connector, tree?.Connector);
    }

    [Theory]
    [InlineData("{ \"host\": \"a\", \"host\": \"b\" }")]
    [InlineData("marked-secret")]
    public void Read_WhatIsNoJson_IsToldWithoutQuotingIt(string config)
    {
        var fault = Assert.Throws<FormatException>(() => BuiltInSettings.Read(Of(("Type", "smtp"), ("Config", config)), Catalog));

        Assert.Contains("EmailPlatform:BuiltIn:Config is no JSON", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("marked", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Type_WithoutAService_IsListedAsNotAvailableAndCannotBeSaved()
    {
        var tenant = await platform.NewTenant();
        var type = (await platform.Admin.Get("/api/connector-types/built-in")).Expect(200).Json;

        var saved = (await platform.Admin.Post(tenant["/connector/revisions"], new JsonObject { ["type"] = "logto-email", ["config"] = new JsonObject() }))
            .ExpectProblem(422, "invalid_config", "type");

        Assert.Equal((false, true), ((bool?)type["available"], (bool?)(await platform.Admin.Get("/api/connector-types/smtp")).Json["available"]));
        Assert.Equal("not_available", (string?)saved.Json["errors"]?[0]?["code"]);
        Assert.Contains("operator", saved.Text, StringComparison.Ordinal);
    }

    private static IConfiguration Of(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>($"EmailPlatform:BuiltIn:{setting.Key}", setting.Value)))
        .Build();
}
