namespace EmailPlatform.Repository.Projects;

public sealed class TrackedFileTests
{
    private static readonly string[] GeneratedFolders = ["artifacts", "bin", "obj", "TestResults", "node_modules", ".vs", "data"];
    private static readonly string[] GeneratedEndings = [".dll", ".exe", ".pdb", ".nupkg", ".user", ".trx", ".db", ".log", ".feed.props"];

    [Fact]
    public async Task TrackedFiles_NothingGenerated()
    {
        Rule.Holds("What a build or a run makes is not tracked.", (await RepositoryFiles.Tracked()).Where(IsGenerated));
    }

    [Fact]
    public async Task Scripts_AreExecutable()
    {
        var scripts = await RepositoryFiles.Read(path => path is "run" or "test" or ".ci/run" || Path.GetExtension(path) is ".sh" or ".py" or "");

        Assert.True(scripts.Count(script => script.Path is "run" or "test" or ".ci/run") == 3);
        Rule.Holds(
            "A file that begins with #! is executable.",
            scripts.Where(script => script.Text.StartsWith("#!", StringComparison.Ordinal) && !IsExecutable(script)).Select(script => script.Path));
    }

    [Theory]
    [InlineData("src/Server/obj/project.assets.json", true)]
    [InlineData(".feed.props", true)]
    [InlineData("tests/a.dll", true)]
    [InlineData("src/Platform/Objects.cs", false)]
    public void IsGenerated_Path_IsJudged(string path, bool expected)
    {
        Assert.Equal(expected, IsGenerated(path));
    }

    private static bool IsGenerated(string path)
    {
        return path.Split('/')[..^1].Any(GeneratedFolders.Contains)
            || GeneratedEndings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal));
    }

    private static bool IsExecutable(SourceText script)
    {
        return OperatingSystem.IsWindows()
            || File.GetUnixFileMode(RepositoryFiles.FullPath(script.Path)).HasFlag(UnixFileMode.UserExecute);
    }
}
