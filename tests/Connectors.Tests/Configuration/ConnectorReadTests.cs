using System.Text.Json;
using EmailPlatform.Connectors.Pretend;

namespace EmailPlatform.Connectors.Configuration;

public sealed class ConnectorReadTests
{
    private static readonly PretendConnector Connector = new();

    [Fact]
    public void Read_MinimalForm_IsStoredAsGiven()
    {
        var reading = Read("""{ "host": "mail.example.com" }""");

        Assert.Empty(reading.Report.Errors);
        Assert.Equal("""{"host":"mail.example.com"}""", reading.Stored?.ToJsonString());
    }

    [Fact]
    public void Read_EveryKindOfMistakeAtOnce_ReportsEachWithItsPath()
    {
        var reading = Read("""
            {
              "host": 7, "port": 70000, "mode": "quick", "strict": "yes", "Fallback": "slow", "sendmail": true,
              "login": { "pass": ["x"], "method": "PLAIN" },
              "templates": [{ "usageType": "Register" }, 5, { "subject": false, "usageType": "SignIn", "subject": "twice" }],
              "headers": { "X.A": ["ok", 1], "X-B": "bare" }
            }
            """);

        Assert.Null(reading.Stored);
        Assert.Equal(
            [
                "Fallback unknown_member", "headers.X-B wrong_type", "headers['X.A'][1] wrong_type", "host wrong_type", "login.method unknown_member",
                "login.pass wrong_type", "login.user required", "mode invalid_value", "port out_of_range", "sendmail unknown_member", "strict wrong_type",
                "templates[0].subject required", "templates[1] wrong_type", "templates[2].subject duplicate_member",
            ],
            Problems(reading.Report.Errors));
    }

    [Fact]
    public void Read_UnknownMemberInAnotherCase_NamesTheOneThatWasMeant()
    {
        var error = Assert.Single(Read("""{ "host": "mail.example.com", "PORT": 25 }""").Report.Errors);

        Assert.Contains("port is", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MemberWithItsOwnReason_TellsIt() =>
        Assert.Equal("No programs are run.", Assert.Single(Read("""{ "host": "mail.example.com", "sendmail": true }""").Report.Errors).Message);

    [Fact]
    public void Read_MemberWithoutEffect_IsDroppedWithAWarning()
    {
        var reading = Read("""{ "host": "mail.example.com", "debug": true }""");

        Assert.Equal("""{"host":"mail.example.com"}""", reading.Stored?.ToJsonString());
        Assert.Equal(["debug ignored"], Problems(reading.Report.Warnings));
    }

    [Fact]
    public void Read_Blanks_CountAsAbsentAndFalseAndZeroDoNot()
    {
        var reading = Read("""{ "port": 0, "host": "mail.example.com", "strict": false, "login": { "user": "", "url": null }, "headers": { "X": [" "] }, "templates": [] }""");

        Assert.Equal(["port out_of_range"], Problems(reading.Report.Errors));
        Assert.Equal(["headers.X[0] blank_left_out"], Problems(reading.Report.Warnings));
        Assert.Equal("""{"host":"mail.example.com","strict":false}""", Read("""{ "strict": false, "host": "mail.example.com", "login": {} }""").Stored?.ToJsonString());
    }

    [Fact]
    public void Read_BlankRequiredMember_IsMissing() =>
        Assert.Equal(["host required"], Problems(Read("""{ "host": "  ", "port": 25 }""").Report.Errors));

    [Theory]
    [InlineData("587", "587")]
    [InlineData("587.0", "587")]
    [InlineData("\"587\"", "587")]
    [InlineData("\" 587\"", null)]
    [InlineData("587.5", null)]
    [InlineData("1e400", null)]
    [InlineData("\"0587x\"", null)]
    public void Read_NumberInEveryForm_IsStoredInOne(string port, string? stored) =>
        Assert.Equal(stored, Read($$"""{ "host": "mail.example.com", "port": {{port}} }""").Stored?["port"]?.ToJsonString());

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    public void Read_NoObject_IsToldSo(string json) => Assert.Equal([" wrong_type"], Problems(Read(json).Report.Errors));

    [Fact]
    public void Read_DeepNesting_IsRefusedAtTheLimit()
    {
        var reading = Read($$"""{ "host": "mail.example.com", "x": {{string.Concat(Enumerable.Repeat("[", 40))}}{{string.Concat(Enumerable.Repeat("]", 40))}} }""");

        Assert.Contains(reading.Report.Errors, error => error.Code == "too_deep");
    }

    [Fact]
    public void Read_HalfASurrogatePair_IsRefusedInValuesAndNames()
    {
        Assert.Equal(["host invalid_value"], Problems(Read("""{ "host": "a\ud800" }""").Report.Errors));
        Assert.Equal([" invalid_value"], Problems(Read("""{ "host": "mail.example.com", "\ud800": 1 }""").Report.Errors));
    }

    [Fact]
    public void Read_AFloodOfMistakes_IsToldInPart()
    {
        var flood = string.Join(',', Enumerable.Range(0, 50_000).Select(number => $"\"m{number}\": {{ \"keep\": 3 }}"));

        var reading = Read($$"""{ {{flood}} }""");

        Assert.Equal(1000, reading.Report.Errors.Count);
        Assert.Null(reading.Stored);
    }

    [Fact]
    public void Read_LongMemberName_IsCutInItsPath() =>
        Assert.Equal($"{new string('x', 80)}…", Read($$"""{ "host": "mail.example.com", "{{new string('x', 100_000)}}": 1 }""").Report.Errors.Single().Path);

    private static ConfigReading Read(string json) =>
        Connector.Read(JsonDocument.Parse(json).RootElement, new FakeRevisions(), new ConnectorPermissions());

    private static List<string> Problems(IEnumerable<ConfigProblem> problems) =>
        [.. problems.Select(problem => $"{problem.Path} {problem.Code}").Order(StringComparer.Ordinal)];
}
