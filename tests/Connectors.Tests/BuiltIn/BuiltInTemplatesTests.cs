using System.Text.RegularExpressions;

namespace EmailPlatform.Connectors.BuiltIn;

/// <summary>The ready-made templates as files: complete in every language, and one layout for all.</summary>
public sealed partial class BuiltInTemplatesTests
{
    private static readonly string[] Languages = ["de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt-BR", "tr", "zh-Hans", "zh-Hant"];

    public static TheoryData<bool> Kinds => [true, false];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Templates_AreThereForEveryUsageInEveryLanguage(bool logo)
    {
        var templates = BuiltInTemplates.With(logo);

        Assert.Equal(Languages, templates.Select(template => template.Locale).Distinct());
        Assert.All(Languages, language => Assert.Equal(
            UsageType.All.Select(usage => usage.ToString()), templates.Where(template => template.Locale == language).Select(template => template.UsageType)));
        Assert.Same(templates, BuiltInTemplates.With(logo));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Templates_AreWholeAndReadableInTheDark(bool logo)
    {
        Assert.All(BuiltInTemplates.With(logo), template =>
        {
            Assert.DoesNotContain("[[", template.Html + template.Text, StringComparison.Ordinal);
            Assert.Contains($"<html lang=\"{template.Locale}\"", template.Html, StringComparison.Ordinal);
            Assert.Contains("<meta name=\"color-scheme\" content=\"light dark\">", template.Html, StringComparison.Ordinal);
            Assert.Contains("@media (prefers-color-scheme: dark)", template.Html, StringComparison.Ordinal);
            Assert.Equal(logo, template.Html?.Contains("src=\"{{appLogo}}\"", StringComparison.Ordinal));
            var shown = template.UsageType == "OrganizationInvitation" ? "{{link}}" : "{{code}}";
            Assert.Contains(shown, template.Html, StringComparison.Ordinal);
            Assert.Contains(shown, template.Text, StringComparison.Ordinal);
            Assert.Contains("{{companyInformation}}", template.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Texts_AreWordsOfTheirOwnLanguage()
    {
        var templates = BuiltInTemplates.With(logo: false);
        var english = templates.Where(template => template.Locale == "en").ToDictionary(template => template.UsageType, template => template.Subject);

        Assert.All(templates, template =>
        {
            Assert.InRange(template.Subject.Length, 3, 80);
            Assert.Equal(-1, template.Subject.AsSpan().IndexOfAny("<>&\""));
            Assert.All(Placeholder().Matches(template.Subject + template.Html + template.Text), match =>
                Assert.Contains(match.Groups[1].Value, (string[])["code", "link", "organization.name", "senderName", "companyInformation", "appLogo"]));
        });
        Assert.All(templates.Where(template => template.Locale != "en"), template => Assert.NotEqual(english[template.UsageType], template.Subject));
        Assert.Equal(templates.Count, templates.Select(template => template.Locale + template.Html).Distinct().Count());
    }

    [Fact]
    public void Texts_InHtml_NeedNoEscapes()
    {
        // The layout is filled before it is compiled: a text with markup in it would become part of the layout.
        foreach (var template in BuiltInTemplates.With(logo: false))
        {
            var words = Regex.Replace(template.Text ?? "", @"\{\{[^}]*\}\}", "");
            Assert.DoesNotContain(words, character => character is '<' or '>' or '&' or '[' or ']' or '{' or '}');
        }
    }

    [GeneratedRegex(@"\{\{([^}|]+)(\|[^}]*)?\}\}")]
    private static partial Regex Placeholder();
}
