using System.Text.RegularExpressions;

namespace EmailPlatform.Repository.Dependencies;

public sealed partial class ProviderFolderTests
{
    [Fact]
    public async Task ProviderFolders_DoNotMentionEachOther()
    {
        var sources = await RepositoryFiles.Read(
            path => path.StartsWith("src/Connectors/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal));

        Rule.Holds("One provider's folder never mentions another's.", Mentions(sources));
    }

    [Fact]
    public void Mentions_NamespaceOfAnotherProvider_IsFound()
    {
        SourceText[] sources =
        [
            new("src/Connectors/Alpha/AlphaConnector.cs", "class AlphaConnector : Connector<AlphaConfig>"),
            new("src/Connectors/Beta/BetaConnector.cs", "internal sealed class BetaConnector(int a)\n    : Connector<BetaConfig>"),
            new("src/Connectors/Mime/Part.cs", "class Part;"),
            new("src/Connectors/Alpha/Wire/Good.cs", "using EmailPlatform.Connectors.Mime;"),
            new("src/Connectors/Alpha/Wire/Bad.cs", "using EmailPlatform.Connectors.Beta.Wire;"),
            new("src/Connectors/Mime/Bad.cs", "var config = new Alpha.AlphaConfig();"),
        ];

        Assert.Equal(
            ["src/Connectors/Alpha/Wire/Bad.cs mentions Beta", "src/Connectors/Mime/Bad.cs mentions Alpha"],
            Mentions(sources).Order(StringComparer.Ordinal));
    }

    // A folder is a provider's when it holds a class that derives from Connector<TConfig>; the others are shared.
    private static IEnumerable<string> Mentions(IReadOnlyList<SourceText> sources)
    {
        var inFolders = sources.Where(source => source.Segments.Length > 3).ToList();
        var providers = inFolders
            .Where(source => DerivesFromConnector().IsMatch(source.Text))
            .Select(source => source.Segments[2])
            .ToHashSet();
        return from source in inFolders
               from provider in providers
               where provider != source.Segments[2]
               where Regex.IsMatch(source.Text, $@"\b(Connectors\.{provider}\b|{provider}\.{provider}\w|{provider}(Connector|Config)\b)")
               select $"{source.Path} mentions {provider}";
    }

    [GeneratedRegex(@"class\s+\w+(?:\s*\([^{;]*?\))?\s*:\s*Connector<")]
    private static partial Regex DerivesFromConnector();
}
