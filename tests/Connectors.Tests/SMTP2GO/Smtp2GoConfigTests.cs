using System.Text.Json;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.SMTP2GO;

public sealed class Smtp2GoConfigTests
{
    [Theory]
    [InlineData("""{ }""", "apiKey required", "sender required")]
    [InlineData("""{ "apiKey": "a b", "sender": "Name <a@b.example>" }""", "apiKey invalid_value", "sender invalid_address")]
    [InlineData("""{ "apiKey": "a", "sender": "a@b.example", "senderName": "a\nb", "replyTo": "x", "api_key": "k" }""", "api_key unknown_member", "replyTo invalid_address", "senderName invalid_value")]
    [InlineData("""{ "apiKey": "a", "sender": "a@b.example", "templates": [{ "usageType": "Generic", "subject": "s", "content": "c" }] }""", "templates missing_templates", "templates[0].type required")]
    public void Read_WhatDoesNotHold_IsAllTold(string config, params string[] errors) =>
        Assert.Equal(errors, Read(config).Report.Errors.Select(error => $"{error.Path} {error.Code}").Order(StringComparer.Ordinal));

    [Fact]
    public void Read_LogtoConfiguration_IsTakenUnchanged()
    {
        var reading = Read(Smtp2GoForm.Logto);

        Assert.Empty(reading.Report.Errors);
        Assert.Empty(reading.Report.Warnings);
    }

    private static ConfigReading Read(string config) =>
        new Smtp2GoConnector().Read(JsonDocument.Parse(config).RootElement, new FakeRevisions(), new ConnectorPermissions());
}
