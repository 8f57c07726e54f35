using System.Text.Json;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.SendGrid;

public sealed class SendGridConfigTests
{
    private const string Three = """{ "usageType": "Register", "templateId": "d-a" }, { "usageType": "SignIn", "templateId": "d-a" }, { "usageType": "ForgotPassword", "templateId": "d-a" }""";

    [Theory]
    [InlineData("""{ }""", "apiKey required", "fromEmail required")]
    [InlineData("""{ "apiKey": "SG.a\n", "fromEmail": "x", "fromName": "a\nb", "replyTo": "no", "region": "us" }""", "apiKey invalid_value", "fromEmail invalid_address", "fromName invalid_value", "region invalid_value", "replyTo invalid_address")]
    [InlineData("""{ "apiKey": "k", "fromEmail": "a@b.example", "categories": ["1","2","3","4","5","6","7","8","9","10","1"], "sandbox": true }""", "categories too_many", "categories[10] duplicate_value", "sandbox unknown_member")]
    [InlineData("""{ "apiKey": "k", "fromEmail": "a@b.example", "templates": [{ "usageType": "Generic", "templateId": "d-a" }] }""", "templates missing_templates")]
    public void Read_WhatDoesNotHold_IsAllTold(string config, params string[] errors) => Assert.Equal(errors, Read(config));

    [Theory]
    [InlineData("""{ "usageType": "Generic" }""", "templates[3].content required", "templates[3].subject required", "templates[3].type required")]
    [InlineData("""{ "usageType": "Generic", "templateId": "d-a", "subject": "s" }""", "templates[3].templateId invalid_value")]
    [InlineData("""{ "usageType": "Generic", "templateId": "7c1e-legacy" }""", "templates[3].templateId invalid_value")]
    [InlineData("""{ "usageType": "Generic", "type": "text/css", "subject": "s", "content": "c" }""", "templates[3].type invalid_value")]
    public void Read_TemplateThatIsNeitherOneNorTheOther_IsTold(string template, params string[] errors) =>
        Assert.Equal(errors, Read($$"""{ "apiKey": "k", "fromEmail": "a@b.example", "templates": [{{Three}}, {{template}}] }"""));

    [Fact]
    public void Read_TooMuchToCarry_IsTold()
    {
        var long255 = new string('a', 256);
        var arguments = new string('a', 9_999);

        Assert.Equal(
            ["categories[0] too_long", "customArgs too_long"],
            Read($$"""{ "apiKey": "k", "fromEmail": "a@b.example", "categories": ["{{long255}}"], "customArgs": { "k": "{{arguments}}" } }"""));
    }

    [Fact]
    public void Read_LogtoConfiguration_IsTakenUnchanged() => Assert.Empty(Read(SendGridForm.Logto));

    private static IEnumerable<string> Read(string config)
    {
        var reading = new SendGridConnector().Read(JsonDocument.Parse(config).RootElement, new FakeRevisions(), new ConnectorPermissions());
        return reading.Report.Errors.Select(error => $"{error.Path} {error.Code}").Order(StringComparer.Ordinal);
    }
}
