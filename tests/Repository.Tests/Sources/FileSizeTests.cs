namespace EmailPlatform.Repository.Sources;

public sealed class FileSizeTests
{
    private const int Ceiling = 400;
    private const int MedianCeiling = 60;

    private static readonly string[] Written = [".cs", ".sql", ".html", ".css", ".js", ".sh"];

    [Fact]
    public async Task Sources_NoFile_IsOverTheCeiling()
    {
        var sources = await RepositoryFiles.Read(path => IsSource(path) && Written.Contains(Path.GetExtension(path)));

        Rule.Holds(
            $"No file in src is longer than {Ceiling} lines.",
            sources.Where(source => source.Lines.Length > Ceiling).Select(source => $"{source.Path}: {source.Lines.Length}"));
    }

    [Fact]
    public async Task Sources_TypicalFile_IsShort()
    {
        var sources = await RepositoryFiles.Read(path => IsSource(path) && Path.GetExtension(path) == ".cs");
        var lengths = sources.Select(source => source.Lines.Length).Order().ToList();
        var median = lengths[lengths.Count / 2];

        Assert.True(median <= MedianCeiling, $"The median of {lengths.Count} files is {median} lines, more than {MedianCeiling}.");
    }

    private static bool IsSource(string path)
    {
        return path.StartsWith("src/", StringComparison.Ordinal);
    }
}
