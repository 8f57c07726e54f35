using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Network;

namespace EmailPlatform.Connectors.Http;

public sealed class HttpConfigTests
{
    [Theory]
    [InlineData("endpoint", "http://mail.example.com/", "invalid_url"), InlineData("endpoint", "mail.example.com", "invalid_url")]
    [InlineData("endpoint", "ftp://mail.example.com/", "invalid_url"), InlineData("endpoint", "https://user:pass@mail.example.com/", "invalid_url")]
    [InlineData("endpoint", "https://mail.example.com/#part", "invalid_url"), InlineData("endpoint", "", "required")]
    [InlineData("authorization", "Bearer a\r\nX-Other: b", "invalid_value"), InlineData("authorization", "Bearer ä", "invalid_value"), InlineData("authorization", " Bearer a", "invalid_value")]
    [InlineData("signingSecrets[0]", "whsec_short", "invalid_value")]
    [InlineData("templates", "none", "unknown_member")]
    public void Read_WhatCannotBeUsed_IsToldAtItsPlace(string path, string value, string code)
    {
        var form = JsonNode.Parse(HttpForm.Logto)!.AsObject();
        form[path.Split('[')[0]] = path.EndsWith(']') ? new JsonArray(value) : value;

        var reading = HttpRequest.Read(form, new ConnectorPermissions());

        Assert.Null(reading.Stored);
        var error = Assert.Single(reading.Report.Errors);
        Assert.Equal((path, code), (error.Path, error.Code));
        Assert.DoesNotContain("short", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MoreSecretsThanARotationNeeds_IsRefused()
    {
        var form = JsonNode.Parse(HttpForm.Minimal)!.AsObject();
        form["signingSecrets"] = new JsonArray([.. Enumerable.Repeat("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", 6).Select(secret => (JsonNode)secret)]);

        Assert.Equal("signingSecrets", Assert.Single(HttpRequest.Read(form).Report.Errors).Path);
    }

    [Fact]
    public void Read_OneSecretWithoutAList_IsAListOfOne()
    {
        var form = JsonNode.Parse(HttpForm.Minimal)!.AsObject();
        form["signingSecrets"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

        Assert.Equal("""["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]""", HttpRequest.Read(form).Stored?["signingSecrets"]?.ToJsonString());
    }

    [Fact]
    public void Read_PlainHttpToLoopback_IsForDevelopment()
    {
        var form = new JsonObject { ["endpoint"] = "http://localhost:3000/send" };

        Assert.NotNull(HttpRequest.Read(form, new ConnectorPermissions(PlainHttp: PlainHttp.OnLoopback)).Stored);
        Assert.Null(HttpRequest.Read(form, new ConnectorPermissions()).Stored);
    }
}
