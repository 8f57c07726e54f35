using EmailPlatform.Storage.Sqlite.Opening;
using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite;

/// <summary>What runs often goes by an index: a statement that walks all messages would grow with the history.</summary>
public sealed class QueryPlanTests : IAsyncLifetime
{
    private readonly SqliteHome _home = new();

    public static TheoryData<string> Statements => [.. SqlFile.Sqlite.Keys.Where(
        name => name.StartsWith("messages.", StringComparison.Ordinal) || name.StartsWith("mailboxes.", StringComparison.Ordinal)
            || name.StartsWith("purge.", StringComparison.Ordinal) || name.StartsWith("kept_answers.", StringComparison.Ordinal)
            || name.StartsWith("templates.", StringComparison.Ordinal))];

    public async ValueTask InitializeAsync() => await (await _home.OpenAsync()).DisposeAsync();

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Theory]
    [MemberData(nameof(Statements))]
    public void Statement_OfMessages_GoesByAnIndex(string name)
    {
        NativeSqlite.Prepare();
        using var connection = new SqliteConnection($"Data Source={_home.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + SqlFile.Sqlite[name];
        foreach (var parameter in System.Text.RegularExpressions.Regex.Matches(command.CommandText, @"\$\w+").Select(match => match.Value).Distinct())
        {
            command.Parameters.AddWithValue(parameter, 1);
        }

        var plan = new List<string>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            plan.Add(reader.GetString(3));
        }

        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal) && !Bounded(step));
    }

    // Partial indexes that hold only what is leased, waits for an activation, or the queue of a recursion.
    private static bool Bounded(string step) =>
        step.Contains("messages_leased", StringComparison.Ordinal) || step is "SCAN s" or "SCAN stalled" or "SCAN CONSTANT ROW";
}
