using System.Text.RegularExpressions;

namespace EmailPlatform.Repository.Sources;

public sealed partial class CatchAllTests
{
    private const int LinesAbove = 3;

    [Fact]
    public async Task Sources_CatchAll_HasASuppression()
    {
        var sources = await RepositoryFiles.Read(
            path => path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal));

        Rule.Holds("A catch-all needs a suppression beside it, a filter, or a throw.", sources.SelectMany(CatchAlls));
    }

    [Fact]
    public async Task Sources_Suppression_SaysWhy()
    {
        var sources = await RepositoryFiles.Read(path => path.EndsWith(".cs", StringComparison.Ordinal));

        Rule.Holds("A suppression carries its reason on its line.", sources.SelectMany(SilentSuppressions));
    }

    [Theory]
    [InlineData("try { }\n    catch (Exception)\n    {\n    }\n", 1)]
    [InlineData("try { }\n    catch\n    {\n    }\n", 1)]
    [InlineData("try { }\n    catch (System.Exception exception)\n    {\n        log(exception);\n    }\n", 1)]
    [InlineData("try { }\n    catch\n    {\n        throw;\n    }\n", 0)]
    [InlineData("try { }\n    catch (Exception e) when (e is IOException)\n    {\n    }\n", 0)]
    [InlineData("try { }\n    catch (IOException)\n    {\n    }\n", 0)]
    [InlineData("try { }\n#pragma warning disable CA1031 // the loop goes on\n    catch (Exception)\n    {\n    }\n", 0)]
    [InlineData("    [SuppressMessage(\"\", \"CA1031\", Justification = \"a\")]\n    void A()\n    {\n        try\n        catch (Exception)\n        {\n        }\n", 0)]
    [InlineData("    [SuppressMessage(\"\", \"CA1031\", Justification = \"a\")]\n    void A()\n    {\n    }\n\n    void B()\n    {\n        catch (Exception)\n", 1)]
    public void CatchAlls_Source_AreFound(string text, int expected)
    {
        Assert.Equal(expected, CatchAlls(new SourceText("src/X/A.cs", text)).Count());
    }

    [Fact]
    public void SilentSuppressions_Source_AreFound()
    {
        var text = "#pragma warning " + "disable CA1031\n#pragma warning " + "disable CA1031 // the loop goes on\n";

        Assert.Single(SilentSuppressions(new SourceText("src/X/A.cs", text)));
    }

    private static IEnumerable<string> CatchAlls(SourceText source)
    {
        var lines = source.Lines;
        for (var number = 0; number < lines.Length; number++)
        {
            if (CatchAll().IsMatch(lines[number]) && !IsSuppressed(lines, number) && !Throws(lines, number))
            {
                yield return $"{source.Path}:{number + 1}";
            }
        }
    }

    private static bool IsSuppressed(string[] lines, int number)
    {
        // On the member: its declaration is the nearest line above with the indentation of members, its attributes stand on top.
        var declaration = Array.FindLastIndex(lines, number, line => MemberLine().IsMatch(line));
        var attributes = lines.Take(Math.Max(declaration, 0)).Reverse().TakeWhile(line => MemberLine().IsMatch(line));
        return lines[Math.Max(0, number - LinesAbove)..(number + 1)].Concat(attributes)
            .Any(line => line.Contains("CA1031", StringComparison.Ordinal));
    }

    // The block ends with the brace under its catch.
    private static bool Throws(string[] lines, int number)
    {
        var indentation = lines[number][..^lines[number].TrimStart().Length];
        return lines.Skip(number + 1).TakeWhile(line => line != indentation + "}").Any(line => line.Trim() == "throw;");
    }

    private static IEnumerable<string> SilentSuppressions(SourceText source)
    {
        return source.Lines
            .Where(line => Suppression().IsMatch(line) && !line.Contains("//", StringComparison.Ordinal))
            .Select(line => $"{source.Path}: {line.Trim()}");
    }

    [GeneratedRegex(@"^\s*(?:\}\s*)?catch\s*(?:\(\s*(?:System\.)?Exception\b[^)]*\)\s*)?\{?\s*$")]
    private static partial Regex CatchAll();

    [GeneratedRegex(@"^ {4}[^\s{}]")]
    private static partial Regex MemberLine();

    [GeneratedRegex(@"^\s*#pragma warning disable")]
    private static partial Regex Suppression();
}
