using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Templates;

public sealed class TemplateChoiceTests
{
    private static readonly ConnectorTemplate[] Templates =
        [Template("Generic", 0), Template("SignIn", 1), Template("SignIn", 2), Template("Generic", 3), Template("Newsletter", 4), Template("generic", 5)];

    [Theory]
    [InlineData("SignIn", "templates[1]")]
    [InlineData("Register", "templates[0]")]
    [InlineData("Generic", "templates[0]")]
    public void Choose_ByUsage_TakesTheFirstOfItElseGeneric(string usage, string expected)
    {
        Assert.Equal(expected, TemplateChoice.Choose(Templates, template => template.UsageType, UsageType.Parse(usage))?.Path);
    }

    [Fact]
    public void Choose_NothingFits_IsNone()
    {
        Assert.Null(TemplateChoice.Choose([Templates[1], Templates[4], Templates[5]], template => template.UsageType, UsageType.Register));
        Assert.Null(TemplateChoice.Choose(Array.Empty<ConnectorTemplate>(), template => template.UsageType, UsageType.Generic));
    }

    private static ConnectorTemplate Template(string usage, int index) => new($"templates[{index}]", usage, "s", "h", null);
}
