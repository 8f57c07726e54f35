using EmailPlatform.Connectors;
using static EmailPlatform.Platform.Templates.Rendering;

namespace EmailPlatform.Platform.Templates;

public sealed class TemplateVariablesTests
{
    [Theory]
    [InlineData("SignIn", """{ "code": "1" }""", false)]
    [InlineData("SignIn", """{ "code": 1 }""", false)]
    [InlineData("SignIn", """{ "link": "https://example.com" }""", false)]
    [InlineData("SignIn", """{ "code": "", "link": "x" }""", false)]
    [InlineData("SignIn", """{ "code": " " }""", true)]
    [InlineData("SignIn", """{ "code": null }""", true)]
    [InlineData("SignIn", """{ "code": {} }""", true)]
    [InlineData("SignIn", """{ "code": true }""", true)]
    [InlineData("BindMfa", "{}", true)]
    [InlineData("BindMfa", "[]", true)]
    [InlineData("OrganizationInvitation", "{}", false)]
    [InlineData("Generic", "{}", false)]
    public void LacksCode_ByUsageAndPayload_TellsWhetherTheMessageIsWorthSending(string usage, string payload, bool expected)
    {
        Assert.Equal(expected, TemplateVariables.LacksCode(UsageType.Parse(usage), Json(payload)));
    }

    [Theory]
    [InlineData("SignIn", "{{code}}{{locale}}{{uiLocales}}{{application.name}}{{organization.branding.logoUrl}}")]
    [InlineData("BindMfa", "{{link}}{{user.profile.address.region}}{{user.primaryEmail}}")]
    [InlineData("OrganizationInvitation", "{{inviter.name}}{{organization.name}}{{link}}")]
    [InlineData("Generic", "{{inviter.name}}{{user.name}}{{application.displayName}}")]
    public void Warnings_VariablesThatTheUsageCarries_None(string usage, string text)
    {
        Assert.Empty(Warnings(usage, text));
    }

    [Theory]
    [InlineData("SignIn", "{{code}}{{user.name}}", "user.name")]
    [InlineData("SignIn", "{{code}}{{cod}}", "cod")]
    [InlineData("SignIn", "{{code}}{{application}}", "application")]
    [InlineData("SignIn", "{{code}}{{application.nmae}}", "application.nmae")]
    [InlineData("OrganizationInvitation", "{{application.name}}", "application.name")]
    [InlineData("UserPermissionValidation", "{{code}}{{organization.name}}", "organization.name")]
    [InlineData("Register", "{{code}}{{inviter.name}}", "inviter.name")]
    public void Warnings_VariableThatTheUsageNeverCarries_IsNamed(string usage, string text, string name)
    {
        var warning = Assert.Single(Warnings(usage, text));
        Assert.Equal("unknown_variable", warning.Code);
        Assert.Equal("text", warning.Path);
        Assert.Contains($"{{{{{name}}}}}", warning.Message);
    }

    [Fact]
    public void Warnings_CodeIsNeverShown_IsTold()
    {
        Assert.Equal("code_not_shown", Assert.Single(Warnings("Register", "Welcome")).Code);
        Assert.Empty(Warnings("Generic", "Welcome"));
    }

    private static IReadOnlyList<ConfigProblem> Warnings(string usage, string text) =>
        TemplateVariables.Warnings(UsageType.Parse(usage), Compile(new TemplateSource("s", Text: text)));
}
