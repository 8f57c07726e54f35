using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Configuration;
using EmailPlatform.Connectors.Conformance;

namespace EmailPlatform.Connectors.AmazonSes;

public sealed class SesConfigTests
{
    private static readonly ConnectorPermissions Nothing = new();
    private static readonly ConnectorPermissions Role = new(Cloud: new CloudGrant([SesForm.Role], AmbientCredentials: false));
    private static readonly ConnectorPermissions Ambient = new(Cloud: new CloudGrant([], AmbientCredentials: true));

    [Theory]
    [InlineData("region", "email.evil.example/", "invalid_value"), InlineData("region", "eu", "invalid_value")]
    [InlineData("accessKeyId", "AKID EXAMPLE", "invalid_value"), InlineData("accessKeySecret", "a\nb", "invalid_value")]
    [InlineData("emailAddress", "a@example.com, b@example.com", "invalid_address"), InlineData("feedbackForwardingEmailAddress", "Ada <a@example.com>", "invalid_address")]
    [InlineData("emailAddressIdentityArn", "example.com", "invalid_value"), InlineData("feedbackForwardingEmailAddressIdentityArn", "arn:aws:sns:eu-central-1:123456789012:x", "invalid_value")]
    [InlineData("configurationSetName", "my codes", "invalid_value"), InlineData("replyTo", "nobody", "invalid_address")]
    [InlineData("roleArn", "Mailer", "invalid_value"), InlineData("roleArn", SesForm.Role, "not_permitted")]
    public void Read_WhatSesWouldRefuse_IsToldAtItsPlace(string member, string value, string code)
    {
        var form = JsonNode.Parse(SesForm.Minimal)!.AsObject();
        form[member] = value;

        Assert.Equal((member, code), Assert.Single(Errors(form, Nothing)));
    }

    [Fact]
    public void Read_TagThatSesDoesNotTake_IsToldAtItsPlace()
    {
        var form = JsonNode.Parse(SesForm.Minimal)!.AsObject();
        form["tags"] = new JsonObject { ["good"] = "a", ["bad"] = "ü" };

        Assert.Equal(("tags.bad", "invalid_value"), Assert.Single(Errors(form, Nothing)));
    }

    [Fact]
    public void Read_NoKey_IsForThoseToWhomTheOperatorLendsOne()
    {
        var form = JsonNode.Parse(SesForm.Ambient)!.AsObject();

        Assert.Equal([("accessKeyId", "required"), ("accessKeySecret", "required")], Errors(form, Nothing));
        Assert.Empty(Errors(form, Ambient));
        form["accessKeyId"] = "AKIDEXAMPLE";
        Assert.Equal(("accessKeySecret", "required"), Assert.Single(Errors(form, Ambient)));
    }

    [Fact]
    public void Read_Role_IsForThoseForWhomTheOperatorListedIt()
    {
        var form = JsonNode.Parse(SesForm.WithRole)!.AsObject();

        Assert.Empty(Errors(form, Role));
        Assert.Equal(("roleArn", "not_permitted"), Assert.Single(Errors(form, Ambient)));
    }

    [Fact]
    public void Read_RoleWithoutKey_NeedsTheListAndNoGrantOfTheProcessesCredentials()
    {
        var form = JsonNode.Parse(SesForm.RoleAlone)!.AsObject();

        Assert.Empty(Errors(form, Role));
        Assert.Equal([("accessKeyId", "required"), ("accessKeySecret", "required"), ("roleArn", "not_permitted")], Errors(form, Nothing));
        form.Remove("roleArn");
        Assert.Equal([("accessKeyId", "required"), ("accessKeySecret", "required")], Errors(form, Role));
    }

    [Fact]
    public async Task Send_WithoutKeyOrRole_TheListedRoleLendsNothing()
    {
        var context = IsolatedContext.Create() with { Permissions = Role };
        await using var compiled = new AmazonSesConnector().Compile(JsonNode.Parse(SesForm.Ambient)!.AsObject(), context);

        var outcome = await compiled.SendAsync(SampleMail.Create(), AttemptContext.Default, TestContext.Current.CancellationToken);

        Assert.Equal("not_permitted", outcome.Code);
    }

    [Fact]
    public async Task Send_WhatTheOperatorPermitsNoMore_WaitsAsTheConnectorsFault()
    {
        foreach (var config in new[] { SesForm.WithRole, SesForm.RoleAlone, SesForm.Ambient })
        {
            var context = IsolatedContext.Create() with { Permissions = Nothing };
            await using var compiled = new AmazonSesConnector().Compile(JsonNode.Parse(config)!.AsObject(), context);

            var outcome = await compiled.SendAsync(SampleMail.Create(), AttemptContext.Default, TestContext.Current.CancellationToken);

            Assert.Equal((OutcomeKind.Deferred, FaultScope.Connector, "not_permitted"), (outcome.Kind, outcome.Scope, outcome.Code));
        }
    }

    private static IEnumerable<(string Path, string Code)> Errors(JsonObject form, ConnectorPermissions permissions) =>
        new AmazonSesConnector().Read(JsonSerializer.SerializeToElement(form), new FakeRevisions(), permissions).Report.Errors.Select(error => (error.Path, error.Code));
}
