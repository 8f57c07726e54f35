using System.Text.Json;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Postmark;

public sealed class PostmarkConfigTests
{
    private const string Three = """{ "usageType": "Register", "templateAlias": "a" }, { "usageType": "SignIn", "templateAlias": "a" }, { "usageType": "ForgotPassword", "templateAlias": "a" }""";

    [Theory]
    [InlineData("""{ }""", "fromEmail required", "serverToken required")]
    [InlineData("""{ "serverToken": "a b", "fromEmail": "x" }""", "fromEmail invalid_address", "serverToken invalid_value")]
    [InlineData("""{ "serverToken": "a\n", "fromEmail": "a@b.example", "messageStream": "My stream", "fromName": "a\nb", "replyTo": "no" }""", "fromName invalid_value", "messageStream invalid_value", "replyTo invalid_address", "serverToken invalid_value")]
    [InlineData("""{ "serverToken": "t", "fromEmail": "a@b.example", "metadata": { "a": "1", "A": "2" }, "trackLinks": "Some", "bcc": "x@y.example" }""", "bcc unknown_member", "metadata.A duplicate_member", "trackLinks invalid_value")]
    [InlineData("""{ "serverToken": "t", "fromEmail": "a@b.example", "templates": [{ "usageType": "Generic", "templateAlias": "a" }] }""", "templates missing_templates")]
    public void Read_WhatDoesNotHold_IsAllTold(string config, params string[] errors) => Assert.Equal(errors, Read(config));

    [Theory]
    [InlineData("""{ "usageType": "Generic" }""", "templates[3].templateAlias required")]
    [InlineData("""{ "usageType": "Generic", "subject": "s" }""", "templates[3].content required", "templates[3].contentType required")]
    [InlineData("""{ "usageType": "Generic", "templateAlias": "a", "subject": "s" }""", "templates[3].templateAlias invalid_value")]
    [InlineData("""{ "usageType": "Generic", "contentType": "text/css", "subject": "s", "content": "c" }""", "templates[3].contentType invalid_value")]
    [InlineData("""{ "usageType": "Generic", "contentType": "text/html", "subject": "a\nb", "content": "c", "replyTo": "x" }""", "templates[3].replyTo invalid_address", "templates[3].subject invalid_value")]
    public void Read_TemplateThatIsNeitherOneNorTheOther_IsTold(string template, params string[] errors) =>
        Assert.Equal(errors, Read($$"""{ "serverToken": "t", "fromEmail": "a@b.example", "templates": [{{Three}}, {{template}}] }"""));

    [Fact]
    public void Read_LogtoConfiguration_IsTakenUnchanged() => Assert.Empty(Read(PostmarkForm.Logto));

    private static IEnumerable<string> Read(string config)
    {
        var reading = new PostmarkConnector().Read(JsonDocument.Parse(config).RootElement, new FakeRevisions(), new ConnectorPermissions());
        return reading.Report.Errors.Select(error => $"{error.Path} {error.Code}").Order(StringComparer.Ordinal);
    }
}
