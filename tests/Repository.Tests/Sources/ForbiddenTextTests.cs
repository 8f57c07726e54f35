using System.Text.RegularExpressions;

namespace EmailPlatform.Repository.Sources;

public sealed partial class ForbiddenTextTests
{
    private static readonly string[] Binary = [".png", ".ico", ".eml", ".woff2", ".pfx", ".jpg"];

    [Fact]
    public async Task Files_Text_IsTrueOnEveryMachine()
    {
        var files = await RepositoryFiles.Read(path => !Binary.Contains(Path.GetExtension(path)));

        Rule.Holds("No paths of one machine, no names of package registries.", files.SelectMany(Forbidden));
    }

    [Theory]
    [InlineData("cd /wo|rk/main", 1)]
    [InlineData("see /tmp/w|t/x", 1)]
    [InlineData("/ro|ot/.bashrc", 1)]
    [InlineData("https://api.nug|et.org/v3/index.json", 1)]
    [InlineData("\"resolved\": \"https://registry.npm|js.org/a\"", 1)]
    [InlineData("https://example.com/wo|rk/a", 0)]
    [InlineData("src/wo|rk/a and /wo|rks", 0)]
    public void Forbidden_Text_IsFound(string text, int expected)
    {
        // The bar keeps the examples themselves out of reach of the rule.
        Assert.Equal(expected, Forbidden(new SourceText("a", text.Replace("|", "", StringComparison.Ordinal))).Count());
    }

    private static IEnumerable<string> Forbidden(SourceText file)
    {
        return MachinePath().Matches(file.Text).Concat(Registry().Matches(file.Text)).Select(match => $"{file.Path}: {match.Value}");
    }

    [GeneratedRegex(@"(?<![\w.\-}])/(?:work|root|tmp/wt)/")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\b(?:api\.nuget|registry\.npmjs|registry\.yarnpkg|files\.pythonhosted|pypi|deb\.debian|pkgs\.dev\.azure)\.(?:org|com)\b")]
    private static partial Regex Registry();
}
