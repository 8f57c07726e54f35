using EmailPlatform.Connectors;
using EmailPlatform.Platform.Templates.Locales;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Revisions;

public sealed class RevisionTemplatesTests
{
    [Theory]
    [InlineData("SignIn", null, null, "SignIn")]
    [InlineData("SignIn", "de", null, "SignIn")]
    [InlineData("Register", "de-AT", null, "Register de")]
    [InlineData("Register", "sv", "de-CH", "Register de")]
    [InlineData("Register", "sv", "sv", "Register en")]
    [InlineData("Register", null, null, "Register en")]
    [InlineData("ForgotPassword", "fr", "de", "ForgotPassword any")]
    [InlineData("ForgotPassword", "ja", "de", "ForgotPassword ja")]
    [InlineData("Generic", "ja", null, "Generic")]
    public void Find_AUsageInALanguage_IsTheNearest(string usage, string? wanted, string? fallback, string expected)
    {
        var templates = RevisionTemplates.Of(new Bringing(
            [
                Template("Generic", null, "Generic"),
                Template("SignIn", null, "SignIn"),
                Template("SignIn", null, "SignIn again"),
                Template("Register", "en", "Register en"),
                Template("Register", "de", "Register de"),
                Template("ForgotPassword", "ja", "ForgotPassword ja"),
                Template("ForgotPassword", null, "ForgotPassword any"),
                Template("Unheard", null, "Unheard"),
            ]));

        var found = templates.Find(UsageType.Parse(usage), new MailLocale(wanted, fallback));

        Assert.Equal(expected, found?.Render(TestTenants.Json("{}")).Subject);
    }

    [Fact]
    public void Find_AUsageWithoutTemplates_IsNothing()
    {
        var templates = RevisionTemplates.Of(new Bringing([Template("SignIn", "en", "SignIn")]));

        Assert.Null(templates.Find(UsageType.Register, default));
        Assert.Null(templates.Find(UsageType.Generic, default));
        Assert.True(templates.Speaks(UsageType.SignIn, "en-GB"));
        Assert.False(templates.Speaks(UsageType.SignIn, "de"));
    }

    [Fact]
    public void Of_TheSameListTwice_IsCompiledOnce()
    {
        IReadOnlyList<ConnectorTemplate> shared = [Template("Generic", "en", "Generic")];

        Assert.Same(RevisionTemplates.Of(new Bringing(shared)), RevisionTemplates.Of(new Bringing(shared)));
        Assert.NotSame(RevisionTemplates.Of(new Bringing(shared)), RevisionTemplates.Of(new Bringing([.. shared])));
    }

    [Fact]
    public void Warnings_OfWhatTheConnectorGivesItself_AreNone()
    {
        var template = new ConnectorTemplate("templates[0]", "Generic", "{{brand}} and {{unheard}}", null, "Text");

        var warnings = RevisionTemplates.Of(new Bringing([template])).Warnings;

        Assert.Equal(["{{unheard}}"], warnings.Select(warning => warning.Message.Split(' ')[0]));
    }

    private static ConnectorTemplate Template(string usage, string? locale, string subject) =>
        new("templates", usage, subject, null, "Text", Locale: locale);

    private sealed class Bringing(IReadOnlyList<ConnectorTemplate> templates) : CompiledConnector
    {
        public override IReadOnlyList<ConnectorTemplate> Templates => templates;

        public override IReadOnlyDictionary<string, string?> Variables { get; } = new Dictionary<string, string?> { ["brand"] = null };

        public override Task<Outcome> SendAsync(Mail mail, AttemptContext context, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Sends nothing.");
    }
}
