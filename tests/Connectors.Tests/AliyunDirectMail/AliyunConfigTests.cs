using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.AliyunDirectMail;

public sealed class AliyunConfigTests
{
    [Theory]
    [InlineData("accessKeyId", "LTAI 5t", "invalid_value"), InlineData("accessKeySecret", "line\nend", "invalid_value")]
    [InlineData("accountName", "Example <no-reply@mail.example.com>", "invalid_address"), InlineData("accountName", "no-reply", "invalid_address")]
    [InlineData("regionId", "eu-west-1", "invalid_value"), InlineData("replyTo", "a@example.com, b@example.com", "invalid_address")]
    [InlineData("fromAlias", "A name of sixteen", "too_long"), InlineData("fromAlias", "a\u202eb", "invalid_value")]
    [InlineData("tagName", "a\nb", "invalid_value")]
    public void Read_WhatDirectMailWouldRefuse_IsToldAtItsPlace(string member, string value, string code)
    {
        var form = JsonNode.Parse(AliyunForm.Minimal)!.AsObject();
        form[member] = value;

        var reading = new AliyunDirectMailConnector().Read(JsonSerializer.SerializeToElement(form), new FakeRevisions(), new ConnectorPermissions());

        Assert.Equal((member, code), Assert.Single(reading.Report.Errors.Select(error => (error.Path, error.Code))));
    }

    [Fact]
    public async Task Compile_Templates_AreHtmlWithATextWhereGiven()
    {
        await using var compiled = new AliyunDirectMailConnector().Compile(JsonNode.Parse(AliyunForm.Everything)!.AsObject(), Conformance.IsolatedContext.Create());

        var first = compiled.Templates[0];
        Assert.Equal(("SignIn", "<p>{{code}}</p>", "{{code}}", "help@example.com"), (first.UsageType, first.Html, first.Text, first.ReplyTo));
        Assert.Equal(("templates[0].content", "templates[0].text"), (first.HtmlPath, first.TextPath));
        Assert.Null(compiled.Templates[1].Text);
    }
}
