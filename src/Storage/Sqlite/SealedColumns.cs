using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite;

/// <summary>Every column that holds sealed values, for counting them by key and for sealing them anew.</summary>
internal static class SealedColumns
{
    private const int Step = 20;

    public static IReadOnlyDictionary<string, long> Count(Session session) => session
        .Query("sealed.count", SealedTable.ReadCount)
        .ToDictionary(pair => pair.KeyId, pair => pair.Count, StringComparer.Ordinal);

    public static async Task<long> ResealAsync(
        SqliteDatabase database, string currentKeyId, Func<byte[], string, byte[]> reseal, CancellationToken cancellationToken)
    {
        var changed = 0L;
        foreach (var table in SealedTable.All)
        {
            var after = 0L;
            while (await ReadAsync(database, table, currentKeyId, after, cancellationToken) is { Count: > 0 } old)
            {
                var exchanges = old.Select(row => (row.Row, Old: row.Value, New: reseal(row.Value, row.Context))).ToList();
                changed += await database.WriteAsync(
                    session => exchanges.Sum(row => session.Execute(Exchange(table), ("new", row.New), ("row", row.Row), ("old", row.Old))),
                    exchanges.Sum(row => row.New.Length),
                    cancellationToken);
                after = old[^1].Row;
            }
        }

        return changed;
    }

    private static Task<List<SealedTable.OldValue>> ReadAsync(
        SqliteDatabase database, SealedTable table, string keyId, long after, CancellationToken cancellationToken) =>
        database.BrowseAsync(
            session => session.Query(
                $"sealed.old_{table.Name}",
                table.Read,
                ("after", after),
                ("keyId", Convert.FromHexString(keyId)),
                ("limit", Step)),
            cancellationToken);

    private static string Exchange(SealedTable table) => $"sealed.exchange_{table.Name}";
}
