using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Configuration;
using EmailPlatform.Connectors.Conformance;

namespace EmailPlatform.Connectors.MailJunky;

public sealed class MailJunkyConfigTests
{
    [Theory]
    [InlineData("""{ }""", "apiKey required", "fromEmail required")]
    [InlineData("""{ "apiKey": "a\n", "fromEmail": "x" }""", "apiKey invalid_value", "fromEmail invalid_address")]
    [InlineData("""{ "apiKey": "a", "fromEmail": "a@b.example", "fromName": "a\nb", "replyTo": "x", "tags": [] , "baseUrl": "https://a.example" }""", "baseUrl unknown_member", "fromName invalid_value", "replyTo invalid_address")]
    [InlineData("""{ "apiKey": "a", "fromEmail": "a@b.example", "templates": [{ "usageType": "Generic", "type": "html", "subject": "s", "content": "c" }] }""", "templates missing_templates", "templates[0].type invalid_value")]
    public void Read_WhatDoesNotHold_IsAllTold(string config, params string[] errors) =>
        Assert.Equal(errors, Read(config).Report.Errors.Select(error => $"{error.Path} {error.Code}").Order(StringComparer.Ordinal));

    [Fact]
    public void Read_LogtoConfiguration_IsTakenUnchanged()
    {
        var reading = Read(MailJunkyForm.Logto);

        Assert.Empty(reading.Report.Errors);
        Assert.Empty(reading.Report.Warnings);
    }

    [Fact]
    public async Task Templates_WithoutType_AreHtml()
    {
        await using var compiled = new MailJunkyConnector().Compile(JsonNode.Parse(MailJunkyForm.Logto)!.AsObject(), IsolatedContext.Create());

        Assert.Equal([false, true, true, true], compiled.Templates.Select(template => template.Html is not null));
        Assert.Equal([true, false, false, false], compiled.Templates.Select(template => template.Text is not null));
    }

    private static ConfigReading Read(string config) =>
        new MailJunkyConnector().Read(JsonDocument.Parse(config).RootElement, new FakeRevisions(), new ConnectorPermissions());
}
