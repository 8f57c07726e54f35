using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Conformance;

namespace EmailPlatform.Connectors.BuiltIn;

public sealed class BuiltInConfigTests
{
    private static readonly BuiltInConnector Connector = new();

    [Fact]
    public void Read_LogtosConfiguration_KeepsWhatIsATenants()
    {
        var reading = Read("""
            {
              "endpoint": "https://cloud.example.com", "tokenEndpoint": "https://auth.example.com/token", "resource": "https://cloud.example.com/api",
              "appId": "app", "appSecret": "secret", "senderName": "Acme", "companyInformation": "Acme GmbH", "appLogo": "https://acme.example/logo.png"
            }
            """);

        Assert.Empty(reading.Report.Errors);
        Assert.Equal(["endpoint", "tokenEndpoint", "resource", "appId", "appSecret"], reading.Report.Warnings.Select(warning => warning.Path));
        Assert.Equal("""{"senderName":"Acme","companyInformation":"Acme GmbH","appLogo":"https://acme.example/logo.png"}""", reading.Stored?.ToJsonString());
    }

    [Theory]
    [InlineData("Acme S.A.")]
    [InlineData("Acme, p.s.a.")]
    [InlineData("Firma s.r.o., d.o.o. and e.V.")]
    [InlineData("Sp. z o.o.")]
    [InlineData("Version v1.2 of 3.14, 12.5 %")]
    [InlineData("1 Main Street. Springfield")]
    [InlineData("株式会社アクメ。東京都千代田区1-2-3")]
    [InlineData("O'Brien & Söhne (dev) - Tel +49 30 123456")]
    [InlineData("Rated 10/10; open 24:7")]
    [InlineData("e.V.-Mitglied, Co.- und v.2-")]
    [InlineData("श्री भारत। मुंबई 1.2")]
    public void CompanyInformation_OfWords_IsTaken(string text) => Assert.Empty(Read(new JsonObject { ["companyInformation"] = text }).Report.Errors);

    [Theory]
    [InlineData("acme.com")]
    [InlineData("Visit ACME.Example now")]
    [InlineData("see acme.co.uk/offer")]
    [InlineData("www.acme.de")]
    [InlineData("https://x")]
    [InlineData("HTTP://1")]
    [InlineData("javascript:alert(1)")]
    [InlineData("mailto:a")]
    [InlineData("ann@acme")]
    [InlineData("ann＠acme")]
    [InlineData("call 192.0.2.7 now")]
    [InlineData("bücher.de")]
    [InlineData("公司.中国")]
    [InlineData("acme．com")]
    [InlineData("acme。com")]
    [InlineData("acme｡com")]
    [InlineData("xn--bcher-kva.xn--p1ai")]
    [InlineData("t.co")]
    [InlineData("1.2.3.4.example")]
    [InlineData("evil.भारत")]
    [InlineData("evil.இந்தியா")]
    [InlineData("evil.ලංකා")]
    [InlineData("evil.ไทย")]
    [InlineData("evil.com-")]
    [InlineData("see evil.com.-")]
    [InlineData("evil.com-- now")]
    public void Words_WithALinkOrAnAddress_AreRefusedWherever(string text)
    {
        foreach (var member in (string[])["senderName", "companyInformation"])
        {
            var error = Assert.Single(Read(new JsonObject { [member] = text }).Report.Errors);
            Assert.Equal((member, "link_not_allowed"), (error.Path, error.Code));
        }
    }

    [Theory]
    [InlineData("senderName", "Acme\nTeam")]
    [InlineData("senderName", "Acme <team>")]
    [InlineData("senderName", "\"Acme\"")]
    [InlineData("senderName", "Acme \u202Emoc")]
    [InlineData("companyInformation", "Acme\u0007")]
    [InlineData("companyInformation", "Acme \u2066")]
    [InlineData("appLogo", "http://acme.example/logo.png")]
    [InlineData("appLogo", "//acme.example/logo.png")]
    [InlineData("appLogo", "javascript:alert(1)")]
    [InlineData("appLogo", "data:image/png;base64,AAAA")]
    [InlineData("appLogo", "https://user:pass@acme.example/logo.png")]
    [InlineData("appLogo", "https://acme.example/\"onerror=x")]
    [InlineData("appLogo", "https://acme.example/a b")]
    [InlineData("appLogo", "logo.png")]
    public void Read_WhatCannotBeShown_IsRefused(string member, string text) =>
        Assert.Equal(member, Assert.Single(Read(new JsonObject { [member] = text }).Report.Errors).Path);

    [Fact]
    public void Read_Lengths_AreBounded()
    {
        var url = "https://acme.example/";

        Assert.Empty(Read(Of(64, 300, url.PadRight(2048, 'x'))).Report.Errors);
        Assert.Equal(["senderName", "companyInformation", "appLogo"], Read(Of(65, 301, url.PadRight(2049, 'x'))).Report.Errors.Select(error => error.Path));

        static JsonObject Of(int name, int information, string logo) =>
            new() { ["senderName"] = new string('a', name), ["companyInformation"] = new string('b', information), ["appLogo"] = logo };
    }

    private static ConfigReading Read(string json) => Read(JsonNode.Parse(json)!.AsObject());

    private static ConfigReading Read(JsonObject config) =>
        Connector.Read(JsonSerializer.SerializeToElement(config), new NothingKept(), IsolatedContext.EverythingPermitted);

    private sealed class NothingKept : IKeptSecrets
    {
        public JsonObject? ConfigOf(int revision, string connectorType) => null;
    }
}
