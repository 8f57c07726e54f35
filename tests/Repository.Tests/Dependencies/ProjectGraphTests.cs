using System.Text.RegularExpressions;

namespace EmailPlatform.Repository.Dependencies;

public sealed partial class ProjectGraphTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Connectors"] = [],
        ["Platform"] = ["Connectors"],
        ["Storage"] = ["Connectors", "Platform"],
        ["Cluster"] = ["Connectors", "Platform"],
        ["Server"] = ["Connectors", "Platform", "Storage", "Cluster"],
    };

    private static readonly Dictionary<string, string[]> ForbiddenNamespaces = new()
    {
        ["Connectors"] = ["Microsoft.AspNetCore", "Orleans", "Npgsql", "Microsoft.Data", "System.Data"],
        ["Platform"] = ["Microsoft.AspNetCore", "Orleans", "Npgsql", "Microsoft.Data", "System.Data"],
        ["Storage"] = ["Microsoft.AspNetCore", "Orleans"],
        ["Cluster"] = ["Microsoft.AspNetCore", "Npgsql", "Microsoft.Data", "System.Data"],
        ["Server"] = [],
    };

    [Fact]
    public async Task Projects_References_FollowTheGraph()
    {
        var projects = await RepositoryFiles.Read(path => IsIn(path, "src") && path.EndsWith(".csproj", StringComparison.Ordinal));

        Assert.NotEmpty(projects);
        Rule.Holds("Connectors <- Platform <- Storage, Cluster <- Server, and nothing else.", projects.SelectMany(WrongReferences));
    }

    [Fact]
    public async Task Sources_Namespaces_StayInTheirLayer()
    {
        var sources = await RepositoryFiles.Read(path => IsIn(path, "src") && path.EndsWith(".cs", StringComparison.Ordinal));

        Rule.Holds("A layer does not use what belongs to another.", sources.SelectMany(WrongNamespaces));
    }

    [Fact]
    public async Task Platform_Packages_KnowNoDatabase()
    {
        var projects = await RepositoryFiles.Read(path => path is "src/Platform/Platform.csproj" or "src/Connectors/Connectors.csproj");

        Rule.Holds("Platform and Connectors know no database.", projects.SelectMany(DatabasePackages));
    }

    [Theory]
    [InlineData("src/Platform/Platform.csproj", "Storage", 1)]
    [InlineData("src/Connectors/Connectors.csproj", "Platform", 1)]
    [InlineData("src/Storage/Storage.csproj", "Platform", 0)]
    [InlineData("src/Helpers/Helpers.csproj", "Connectors", 1)]
    public void WrongReferences_Project_AreFound(string project, string reference, int expected)
    {
        var text = $"<Project><ProjectReference Include=\"../{reference}/{reference}.csproj\" /></Project>";

        Assert.Equal(expected, WrongReferences(new SourceText(project, text)).Count());
    }

    [Theory]
    [InlineData("src/Platform/A.cs", "using Microsoft.AspNetCore.Http;", 1)]
    [InlineData("src/Platform/A.cs", "var x = new Npgsql.NpgsqlConnection();", 1)]
    [InlineData("src/Platform/A.cs", "using Microsoft.Extensions.Logging;", 0)]
    [InlineData("src/Server/A.cs", "using Microsoft.AspNetCore.Http;", 0)]
    public void WrongNamespaces_Source_AreFound(string path, string text, int expected)
    {
        Assert.Equal(expected, WrongNamespaces(new SourceText(path, text)).Count());
    }

    [Fact]
    public void DatabasePackages_Project_AreFound()
    {
        Assert.Single(DatabasePackages(new SourceText("src/Platform/Platform.csproj", "<PackageReference Include=\"Npgsql\" />")));
    }

    private static IEnumerable<string> WrongReferences(SourceText project)
    {
        var allowed = Allowed.GetValueOrDefault(project.Segments[1]);
        var references = ProjectReference().Matches(project.Text).Select(match => match.Groups["name"].Value);
        return references.Where(name => allowed?.Contains(name) != true).Select(name => $"{project.Path} -> {name}");
    }

    private static IEnumerable<string> WrongNamespaces(SourceText source)
    {
        return ForbiddenNamespaces.GetValueOrDefault(source.Segments[1], [])
            .Where(name => Regex.IsMatch(source.Text, $@"(?<![\w.""/]){Regex.Escape(name)}\.\w|using {Regex.Escape(name)}[.;]"))
            .Select(name => $"{source.Path} uses {name}");
    }

    private static IEnumerable<string> DatabasePackages(SourceText project)
    {
        return DatabasePackage().Matches(project.Text).Select(match => $"{project.Path}: {match.Value}");
    }

    private static bool IsIn(string path, string folder)
    {
        return path.StartsWith(folder + "/", StringComparison.Ordinal);
    }

    [GeneratedRegex("""<ProjectReference Include="[^"]*?(?<name>[\w.]+)\.csproj""")]
    private static partial Regex ProjectReference();

    [GeneratedRegex("""PackageReference Include="[^"]*(Npgsql|Sqlite|SQLite|Dapper|SqlClient|EntityFramework)""")]
    private static partial Regex DatabasePackage();
}
