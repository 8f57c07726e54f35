namespace EmailPlatform.Platform.Templates.Stored;

public sealed class LineDiffTests
{
    [Theory]
    [InlineData("a", "b", "-a|+b")]
    [InlineData(null, "b", "+b")]
    [InlineData("a", null, "-a")]
    [InlineData("a\nb\nc", "a\nc", " a|-b| c")]
    [InlineData("a\nc", "a\nb\nc", " a|+b| c")]
    [InlineData("a\nb", "a\r\nb", "-a|+a\r| b")]
    [InlineData("1\n2\n3\n4\n5\n6\nx\n7\n8\n9\n10\n11\n12\ny", "1\n2\n3\n4\n5\n6\nX\n7\n8\n9\n10\n11\n12\nY", " 4| 5| 6|-x|+X| 7| 8| 9| 10| 11| 12|-y|+Y")]
    [InlineData("x\n1\n2\n3\n4\n5\n6\n7\n8\ny", "X\n1\n2\n3\n4\n5\n6\n7\n8\nY", "-x|+X| 1| 2| 3|…| 6| 7| 8|-y|+Y")]
    [InlineData("a\nb\nc\nd", "b\nc\na\nd", "-a| b| c|+a| d")]
    public void Between_TwoTexts_TellsTheLinesAroundEachDifference(string? from, string? to, string expected) =>
        Assert.Equal(expected, string.Join('|', LineDiff.Between(from, to)));

    [Fact]
    public void Between_LongTextsWithNothingInCommon_IsToldWithoutComparingEverything()
    {
        var lines = LineDiff.Between(string.Join('\n', Enumerable.Range(0, 5000)), string.Join('\n', Enumerable.Range(5000, 5000)));

        Assert.Equal((5000, 5000), (lines.Count(line => line[0] == '-'), lines.Count(line => line[0] == '+')));
    }
}
