using System.Text.Json;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Mailgun;

public sealed class MailgunConfigTests
{
    [Theory]
    [InlineData("""{ }""", "apiKey required", "domain required", "from required")]
    [InlineData("""{ "domain": "https://mg.example.com", "apiKey": "a b", "from": "x" }""", "apiKey invalid_value", "domain invalid_value", "from invalid_address")]
    [InlineData("""{ "domain": "mg.example.com/messages?x=", "apiKey": "a", "from": "a@b.example, c@d.example" }""", "domain invalid_value", "from invalid_address")]
    [InlineData("""{ "domain": "../v3/other.example", "apiKey": "a", "from": "a@b.example", "tags": ["x"] }""", "domain invalid_value", "tags unknown_member")]
    public void Read_WhatDoesNotHold_IsAllTold(string config, params string[] errors) => Assert.Equal(errors, Errors(config));

    [Theory]
    [InlineData("https://evil.example/?x=.mailgun.net"), InlineData("https://evil.example/.mailgun.net"), InlineData("https://evil.example#.mailgun.net")]
    [InlineData("https://evilmailgun.net"), InlineData("https://evil.mailgun.net"), InlineData("https://api.mailgun.net.evil.example")]
    [InlineData("https://api.mailgun.net@evil.example"), InlineData("https://user@api.mailgun.net"), InlineData("https://evil.example\\.mailgun.net")]
    [InlineData("http://api.mailgun.net"), InlineData("https://api.mailgun.net:8443"), InlineData("https://api.mailgun.net/v3"), InlineData("https://api.mailgun.net?x")]
    [InlineData("api.mailgun.net"), InlineData("https://api.mailgun.net#x"), InlineData("https://api.eu.mailgun.net."), InlineData("eu")]
    public void Read_EndpointThatIsNotMailguns_IsRefused(string endpoint) => Assert.Equal(["endpoint invalid_value"], Errors(With(endpoint)));

    [Theory]
    [InlineData("https://api.mailgun.net", "https://api.mailgun.net"), InlineData("https://api.eu.mailgun.net/", "https://api.eu.mailgun.net")]
    [InlineData("HTTPS://API.EU.mailgun.net:443", "https://api.eu.mailgun.net")]
    public void Read_EndpointOfMailgun_IsStoredInOneSpelling(string endpoint, string stored) => Assert.Equal(stored, (string?)Read(With(endpoint)).Stored?["endpoint"]);

    [Theory]
    [InlineData("""{ "SignIn": {} }""")]
    [InlineData("""{ "SignIn": { "subject": "s" } }""", "deliveries.SignIn.html required")]
    [InlineData("""{ "SignIn": { "subject": "a\nb", "html": "h", "replyTo": "x" } }""", "deliveries.SignIn.replyTo invalid_address", "deliveries.SignIn.subject invalid_value")]
    [InlineData("""{ "SignIn": { "template": "t", "variables": "{}" } }""", "deliveries.SignIn.variables wrong_type")]
    [InlineData("""{ "SignIn": { "template": "t", "body": "b" }, "my.own": { "subject": "s" } }""", "deliveries.SignIn.body unknown_member", "deliveries['my.own'].html required")]
    public void Read_DeliveryThatIsNeitherOneNorTheOther_IsTold(string deliveries, params string[] errors) => Assert.Equal(errors, Errors(Deliver(deliveries)));

    [Theory]
    [InlineData("""{ "SignIn": { "subject": "s", "html": "h", "template": "t" } }""", "deliveries.SignIn.html no_effect")]
    [InlineData("""{ "SignIn": { "subject": "s", "html": "h", "variables": { "a": 1 } } }""", "deliveries.SignIn.variables no_effect")]
    [InlineData("""{ "Welcome": { "template": "t" } }""", "deliveries.Welcome unknown_usage_type")]
    public void Read_WhatHasNoEffect_IsWarnedOf(string deliveries, params string[] warnings)
    {
        var reading = Read(Deliver(deliveries));

        Assert.NotNull(reading.Stored);
        Assert.Equal(warnings, reading.Report.Warnings.Select(warning => $"{warning.Path} {warning.Code}"));
    }

    [Fact]
    public void Read_LogtoConfiguration_IsTakenUnchanged()
    {
        var reading = Read(MailgunForm.Logto);

        Assert.Empty(reading.Report.Errors);
        Assert.Empty(reading.Report.Warnings);
    }

    private static string With(string endpoint) => $$"""{ "domain": "mg.example.com", "apiKey": "k", "from": "a@mg.example.com", "endpoint": {{JsonSerializer.Serialize(endpoint)}} }""";

    private static string Deliver(string deliveries) => $$"""{ "domain": "mg.example.com", "apiKey": "k", "from": "a@mg.example.com", "deliveries": {{deliveries}} }""";

    private static IEnumerable<string> Errors(string config) =>
        Read(config).Report.Errors.Select(error => $"{error.Path} {error.Code}").Order(StringComparer.Ordinal);

    private static ConfigReading Read(string config) =>
        new MailgunConnector().Read(JsonDocument.Parse(config).RootElement, new FakeRevisions(), new ConnectorPermissions());
}
