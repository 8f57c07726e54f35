using System.Text.RegularExpressions;

namespace EmailPlatform.Repository.Sources;

public sealed partial class TestCodeTests
{
    // Folders of tests that mirror nothing: recorded material, what drives it, and the connector that only tests have.
    private static readonly string[] WithoutMirror = ["Fixtures", "Corpus", "Vectors", "Conformance", "Peers", "Pretend"];

    [Fact]
    public async Task Tests_CanFail()
    {
        var tests = await RepositoryFiles.Read(
            path => path.StartsWith("tests/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal));

        Rule.Holds("No test is switched off, none asserts nothing, none sleeps.", tests.SelectMany(Idle));
    }

    [Fact]
    public async Task Tests_Folders_MirrorTheSources()
    {
        var files = await RepositoryFiles.All();

        Rule.Holds("A folder of tests/X.Tests is one of src/X.", Unmirrored(files));
    }

    [Theory]
    [InlineData("[Fact(Skip| = \"later\")]", 1)]
    [InlineData("[Theory(DisplayName = \"a\", Skip| = \"later\")]", 1)]
    [InlineData("Assert.True(|true);", 1)]
    [InlineData("Thread.Sle|ep(100);", 1)]
    [InlineData("[Fact]", 0)]
    [InlineData("Assert.True(trueEnough);", 0)]
    public void Idle_Test_IsFound(string text, int expected)
    {
        Assert.Equal(expected, Idle(new SourceText("tests/X/A.cs", text.Replace("|", "", StringComparison.Ordinal))).Count());
    }

    [Fact]
    public void Unmirrored_Folder_IsFound()
    {
        string[] files =
        [
            "src/X/A/B.cs", "tests/X.Tests/A/BTests.cs", "tests/X.Tests/A/Fixtures/C.cs", "tests/X.Tests/D/ETests.cs", "tests/Other.Tests/F/G.cs",
            "src/Storage/H/I.cs", "src/Platform/J/K.cs", "tests/Storage.Tests/J/KTests.cs", "tests/Storage.Tests/A/BTests.cs",
        ];

        Assert.Equal(["tests/X.Tests/D", "tests/Storage.Tests/A"], Unmirrored(files));
    }

    private static IEnumerable<string> Idle(SourceText test)
    {
        return IdleTest().Matches(test.Text).Select(match => $"{test.Path}: {match.Value}");
    }

    private static IEnumerable<string> Unmirrored(IReadOnlyList<string> files)
    {
        var sources = files.Where(path => path.StartsWith("src/", StringComparison.Ordinal)).ToList();
        return files
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(path => MirrorPath().Match(path))
            .Where(match => match.Success && HasFile($"src/{match.Groups["project"]}/"))
            .Where(match => !match.Groups["folder"].Value.Split('/').Any(WithoutMirror.Contains))
            .Where(match => !Mirrored(match.Groups["project"].Value).Any(project => HasFile($"src/{project}/{match.Groups["folder"]}/")))
            .Select(match => $"tests/{match.Groups["project"]}.Tests/{match.Groups["folder"]}")
            .Distinct();

        bool HasFile(string folder)
        {
            return sources.Any(path => path.StartsWith(folder, StringComparison.Ordinal));
        }
    }

    // The behaviour suites of the stores are filed like the interfaces that they prove, and those are Platform's.
    private static string[] Mirrored(string project)
    {
        return project == "Storage" ? ["Storage", "Platform"] : [project];
    }

    [GeneratedRegex(@"\[(?:Fact|Theory)[^\]\n]*\bSkip\s*=|Assert\.True\(true\b(?!\w)|Assert\.False\(false\b(?!\w)|Thread\.Sleep\(")]
    private static partial Regex IdleTest();

    [GeneratedRegex("^tests/(?<project>[^/]+)\\.Tests/(?<folder>.+)/[^/]+$")]
    private static partial Regex MirrorPath();
}
