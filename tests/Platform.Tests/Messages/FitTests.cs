using EmailPlatform.Connectors;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Problems;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Messages;

/// <summary>A mail that would come without its code or link is not accepted, however the payload hides that.</summary>
public sealed class FitTests
{
    private const string Button = "<a href=\"{{link}}\">Go</a>";

    [Theory]
    [InlineData(Button, """{ "link": "myapp://verify" }""", "payload.link")]
    [InlineData(Button, """{ "code": "123456" }""", "payload.link")]
    [InlineData("{{code}}", """{ "link": "https://example.com/verify" }""", "payload.code")]
    [InlineData(Button + "{{code}}", """{ "link": "myapp://verify" }""", "payload.code payload.link")]
    public async Task Message_WhoseMailWouldShowNoCode_IsRefusedAtTheDoor(string html, string payload, string paths)
    {
        await using var node = await StartAsync(html);

        var refused = await node.Intake.AcceptAsync(TestNode.Acme, Request(payload), CancellationToken.None);

        Assert.Equal(ProblemCode.TemplateVariableMissing, refused.Problem?.Code);
        Assert.Equal(paths, string.Join(' ', refused.Problem?.Errors?.Select(error => error.Path) ?? []));
        Assert.Empty(node.Messages.Rows);
    }

    [Theory]
    [InlineData(Button + "{{code}}", """{ "code": "123456", "link": "myapp://verify" }""", "payload.link")]
    [InlineData(Button + "{{code}}", """{ "link": "https://example.com/verify" }""", "")]
    [InlineData("{{link}}", """{ "link": "myapp://verify" }""", "")]
    [InlineData("No code here", """{ "code": "123456" }""", "")]
    [InlineData("{{code}}{{user}}", """{ "code": 123456, "user": {} }""", "payload.user")]
    public async Task Message_WithSomethingToShow_IsAccepted_AndTellsWhatIsLeftOut(string html, string payload, string warned)
    {
        await using var node = await StartAsync(html);

        var accepted = await node.Intake.AcceptAsync(TestNode.Acme, Request(payload), CancellationToken.None);

        Assert.True(accepted.IsOk, accepted.Problem?.Detail);
        Assert.Equal(warned, string.Join(' ', accepted.Value.Warnings.Select(warning => warning.Path)));
        await node.Messages.WhenAsync(accepted.Value.Id, MessageStatus.Sent);
        await node.StopAsync();
    }

    private static async Task<TestNode> StartAsync(string html)
    {
        var node = new TestNode();
        var tenant = await node.Tenants.CreateAsync();
        var template = System.Text.Json.JsonSerializer.Serialize(html);
        await TestTenants.AddActiveAsync(tenant, TestTenants.Json(
            $$"""{ "host": "acme", "pass": "x", "templates": [{ "usageType": "Generic", "subject": "Hello", "content": "", "html": {{template}} }] }"""));
        node.Run();
        return node;
    }

    private static MessageRequest Request(string payload) => new("ann@example.com", UsageType.SignIn.ToString(), TestTenants.Json(payload));
}
