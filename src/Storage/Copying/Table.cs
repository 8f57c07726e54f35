namespace EmailPlatform.Storage.Copying;

/// <summary>A table that both stores have.</summary>
/// <param name="Key">The columns by which rows are read in one and the same order, separated by commas.</param>
/// <param name="Columns">All that is kept; numbers that a store gives rows for itself alone are not.</param>
/// <param name="Sequence">The column whose next number the store draws; the target goes on behind the copied ones.</param>
internal sealed record Table(string Name, string Key, IReadOnlyList<(string Name, ColumnKind Kind)> Columns, string? Sequence = null)
{
    /// <summary>The columns' names, for a statement.</summary>
    public string Names => string.Join(", ", Columns.Select(column => column.Name));

    /// <summary>From lines such as <c>id text</c>.</summary>
    public static Table Of(string name, string key, string? sequence, string columns) => new(
        name,
        key,
        [.. columns.Split(',', StringSplitOptions.TrimEntries).Select(column => column.Split(' ')).Select(
            words => (words[0], Enum.Parse<ColumnKind>(words[1], ignoreCase: true)))],
        sequence);
}
