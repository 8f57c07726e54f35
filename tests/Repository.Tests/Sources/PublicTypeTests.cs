using System.Text.RegularExpressions;

namespace EmailPlatform.Repository.Sources;

public sealed partial class PublicTypeTests
{
    [Fact]
    public async Task Sources_OnePublicTypePerFile_NamedAfterIt()
    {
        var sources = await RepositoryFiles.Read(
            path => path.EndsWith(".cs", StringComparison.Ordinal)
                && (path.StartsWith("src/", StringComparison.Ordinal) || path.StartsWith("tests/TestKit/", StringComparison.Ordinal)));

        Rule.Holds(
            "One public type per file, named after it; small records, enums, delegates and exceptions may live with the type that uses them.",
            sources.SelectMany(Problems));
    }

    [Theory]
    [InlineData("A.cs", "public sealed class A;\n", 0)]
    [InlineData("A.cs", "public sealed class B;\n", 1)]
    [InlineData("A.Log.cs", "public sealed partial class A<T>\n{\n}\n", 0)]
    [InlineData("A.cs", "public interface A;\npublic sealed record B(int C);\npublic enum D;\npublic sealed class EException : Exception;\n", 0)]
    [InlineData("A.cs", "public static class A;\npublic sealed class B;\n", 1)]
    [InlineData("A.cs", "public readonly record struct A(int B);\n", 0)]
    [InlineData("A.cs", "internal sealed class B;\ninternal sealed class A;\n", 0)]
    [InlineData("A.cs", "internal sealed class B;\n", 1)]
    [InlineData("Program.cs", "return 0;\n", 0)]
    public void Problems_File_AreFound(string name, string text, int expected)
    {
        Assert.Equal(expected, Problems(new SourceText("src/X/" + name, text)).Count());
    }

    private static IEnumerable<string> Problems(SourceText source)
    {
        var types = TopLevelType().Matches(source.Text).ToList();
        var open = types.Where(type => type.Groups["access"].Value == "public").ToList();
        var file = source.Segments[^1].Split('.')[0];
        if (open.Count > 0 ? open[0].Groups["name"].Value != file : types.Count > 0 && types.All(type => type.Groups["name"].Value != file))
        {
            yield return $"{source.Path} is not named after {(open.Count > 0 ? open[0] : types[0]).Groups["name"].Value}";
        }

        foreach (var further in open.Skip(1).Where(type => !MayLiveWithAnother(type)))
        {
            yield return $"{source.Path} also holds {further.Groups["name"].Value}";
        }
    }

    private static bool MayLiveWithAnother(Match type)
    {
        return type.Groups["kind"].Value != "interface"
            && (type.Groups["kind"].Value is not ("class" or "struct") || type.Groups["name"].Value.EndsWith("Exception", StringComparison.Ordinal));
    }

    // File-scoped namespaces put every top-level type at the start of a line.
    [GeneratedRegex(
        @"^(?<access>public|internal|file)(?:\s+(?:sealed|static|abstract|readonly|partial|ref))*\s+(?<kind>class|record(?:\s+(?:struct|class))?|struct|interface|enum|delegate\s+[\w<>?,. ]+?)\s+(?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex TopLevelType();
}
