using System.Text.Json;

namespace EmailPlatform.Storage.Postgres;

/// <summary>No statement walks a table that grows with tenants or with the history: each goes by a condition on an index.</summary>
public sealed class QueryPlanTests(FilledDatabase database) : IClassFixture<FilledDatabase>
{
    // A handful of rows each: the installation's own values, its counters, its nodes.
    private static readonly HashSet<string> Small = ["platform_values", "counters", "nodes"];

    // Indexes that hold only what is leased, waiting or to be removed: those may be walked.
    private static readonly HashSet<string> Bounded = ["messages_leased", "messages_stalled", "tenants_to_purge"];

    public static TheoryData<string> Statements => [.. SqlFile.Postgres.Keys.Where(name => !name.StartsWith("nodes.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task Statement_OverGrowingTables_GoesByAnIndex(string name)
    {
        var plan = await database.PlanAsync(name, TestContext.Current.CancellationToken);

        Assert.Empty(Nodes(plan).Where(Walks).Select(node => $"{Text(node, "Node Type")} on {Text(node, "Relation Name")} {Text(node, "Index Name")}"));
    }

    [Theory]
    [InlineData("messages.start")]
    [InlineData("messages.record")]
    [InlineData("messages.release")]
    [InlineData("messages.take_back")]
    [InlineData("messages.lock_leased_here")]
    public async Task Statement_ForNamedMessages_LooksThemUpByTheirIds(string name)
    {
        // An index of the queue is small in the statistics of one moment and large in the next.
        var plan = await database.PlanAsync(name, TestContext.Current.CancellationToken);

        var indexes = Nodes(plan).Select(node => Text(node, "Index Name")).Where(index => index.StartsWith("messages_", StringComparison.Ordinal)).ToHashSet();

        Assert.Subset(new HashSet<string> { "messages_id_key", "messages_pkey", "messages_of_recipient" }, indexes);
        Assert.Contains("messages_id_key", indexes);
    }

    private static IEnumerable<JsonElement> Nodes(JsonElement plan) =>
        plan.TryGetProperty("Plans", out var parts) ? parts.EnumerateArray().SelectMany(Nodes).Prepend(plan) : [plan];

    private static bool Walks(JsonElement node) => Text(node, "Node Type") switch
    {
        "Seq Scan" => !Small.Contains(Text(node, "Relation Name")),
        "Index Scan" or "Index Only Scan" or "Bitmap Index Scan" => !node.TryGetProperty("Index Cond", out _) && !Bounded.Contains(Text(node, "Index Name")),
        _ => false,
    };

    private static string Text(JsonElement node, string property) => node.TryGetProperty(property, out var value) ? value.GetString() ?? "" : "";
}
