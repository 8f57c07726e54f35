using System.Text;

namespace EmailPlatform.Connectors;

/// <summary>
/// The README's table of connectors is what the code says. Whoever adds or changes a connector has it written anew by running
/// this test with EMAILPLATFORM_WRITE_DOCS=1.
/// </summary>
public sealed class ConnectorTableTests
{
    private const string Begin = "<!-- connectors: written by tests/Connectors.Tests/ConnectorTableTests.cs -->";
    private const string End = "<!-- end of connectors -->";
    private const string Rewrite = "EMAILPLATFORM_WRITE_DOCS";
    private const string Command = $"{Rewrite}=1 ./test tests/Connectors.Tests --filter FullyQualifiedName~ConnectorTable";

    private static readonly (string Title, Func<IConnector, bool> Has)[] Columns =
    [
        ("HTML", connector => connector.Description.Capabilities.Html),
        ("text", connector => connector.Description.Capabilities.Text),
        ("both in one", connector => connector.Description.Capabilities.TextPart),
        ("locale", connector => connector.Description.Capabilities.Locale),
        ("reply-to", connector => connector.Description.Capabilities.ReplyTo),
        ("sender name per template", connector => connector.Description.Capabilities.CustomSender),
        ("attachments", connector => connector.Description.Capabilities.Attachments),
        ("further headers", connector => connector.Description.Capabilities.CustomHeaders),
        ("templates elsewhere", connector => connector.Description.Capabilities.ProviderTemplates),
        ("base URL", connector => connector.Description.HasBaseUrl),
        ("production", connector => !connector.Description.DevelopmentOnly),
    ];

    [Fact]
    public async Task Readme_TableOfConnectors_IsWhatTheCodeSays()
    {
        var file = Path.Combine(Root(), "README.md");
        var readme = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var begin = readme.IndexOf(Begin, StringComparison.Ordinal);
        var end = readme.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, $"README.md lacks the lines '{Begin}' and '{End}', between which the table stands.");
        var expected = $"{readme[..(begin + Begin.Length)]}\n\n{Table(ConnectorCatalog.Scan().All)}\n{readme[end..]}";
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
        {
            await File.WriteAllTextAsync(file, expected, TestContext.Current.CancellationToken);
            return;
        }

        Assert.True(expected == readme, $"The table of connectors in README.md is not what the code says. Have it written anew, and commit it:\n\n  {Command}\n");
    }

    [Fact]
    public void Table_EveryCapability_HasAColumn()
    {
        var capabilities = typeof(ConnectorCapabilities).GetProperties().Where(property => property.PropertyType == typeof(bool)).ToList();

        Assert.Equal(capabilities.Count + 2, Columns.Length);
    }

    private static string Table(IReadOnlyList<IConnector> connectors)
    {
        var table = new StringBuilder();
        Row(["type", "Logto's id", .. Columns.Select(column => column.Title)]);
        Row(["---", "---", .. Columns.Select(_ => ":-:")]);
        foreach (var connector in connectors)
        {
            var aliases = connector.Description.Aliases.Select(alias => $"`{alias}`").ToArray();
            Row([$"[`{connector.Description.Type}`]({Folder(connector)}/README.md)", aliases.Length == 0 ? "–" : string.Join(", ", aliases), .. Columns.Select(column => column.Has(connector) ? "yes" : "–")]);
        }

        return table.ToString();

        void Row(IEnumerable<string> cells) => table.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    /// <summary>Folder = namespace, from the project's on.</summary>
    private static string Folder(IConnector connector)
    {
        var folder = $"src/Connectors/{connector.GetType().Namespace?[$"{typeof(IConnector).Namespace}.".Length..].Replace('.', '/')}";
        Assert.True(File.Exists(Path.Combine(Root(), folder, "README.md")), $"{connector.Description.Type} has no guide in {folder}.");
        return folder;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "EmailPlatform.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
