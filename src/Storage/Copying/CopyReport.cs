namespace EmailPlatform.Storage.Copying;

/// <summary>What a copy came to.</summary>
/// <param name="Recovered">Messages of the source that were under way when its last node stopped.</param>
/// <param name="Rows">By table, all of them compared value by value.</param>
public sealed record CopyReport(int Recovered, IReadOnlyList<(string Table, long Rows)> Rows);
