using System.Text.RegularExpressions;

namespace EmailPlatform.Repository.Projects;

public sealed partial class ProjectFileTests
{
    private const int Ceiling = 30;

    [Fact]
    public async Task Projects_AreShort()
    {
        var projects = await Projects();

        Rule.Holds(
            $"A project file has at most {Ceiling} lines; what several say goes to Directory.Build.props.",
            projects.Where(project => project.Lines.Length > Ceiling).Select(project => $"{project.Path}: {project.Lines.Length}"));
    }

    [Fact]
    public async Task Projects_AreInTheSolution()
    {
        var solution = await File.ReadAllTextAsync(RepositoryFiles.FullPath("EmailPlatform.sln"));
        var projects = await Projects();

        Rule.Holds(
            "Every project of src and tests is in the solution, else nothing builds it.",
            projects
                .Where(project => project.Segments[0] is "src" or "tests")
                .Where(project => !solution.Contains($"\"{project.Path.Replace('/', '\\')}\"", StringComparison.Ordinal))
                .Select(project => project.Path));
    }

    [Fact]
    public async Task Packages_Versions_StandInOnePlace()
    {
        var files = await RepositoryFiles.Read(
            path => Path.GetExtension(path) is ".csproj" or ".props" or ".targets" && path != "Directory.Packages.props");

        Rule.Holds("Versions of packages stand in Directory.Packages.props.", files.SelectMany(Versions));
    }

    [Theory]
    [InlineData("<PackageReference Include=\"A\" Version=\"1.0.0\" />", 1)]
    [InlineData("<PackageReference Include=\"A\" VersionOverride=\"1.0.0\" />", 1)]
    [InlineData("<PackageVersion Include=\"A\" Version=\"1.0.0\" />", 1)]
    [InlineData("<PackageReference Include=\"A\" />", 0)]
    public void Versions_Project_AreFound(string text, int expected)
    {
        Assert.Equal(expected, Versions(new SourceText("a.csproj", text)).Count());
    }

    private static Task<IReadOnlyList<SourceText>> Projects()
    {
        return RepositoryFiles.Read(path => path.EndsWith(".csproj", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Versions(SourceText file)
    {
        return PackageWithVersion().Matches(file.Text).Select(match => $"{file.Path}: {match.Value}");
    }

    [GeneratedRegex("""<Package(?:Reference|Version)\s[^>]*\bVersion(?:Override)?="[^"]*"?""")]
    private static partial Regex PackageWithVersion();
}
