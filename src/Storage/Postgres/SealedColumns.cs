using EmailPlatform.Storage.Postgres.Engine;

namespace EmailPlatform.Storage.Postgres;

/// <summary>
/// Every column that holds sealed values, for counting them by key and for sealing them anew: in stretches of row numbers, so
/// that no statement runs for long however much history lies between.
/// </summary>
internal static class SealedColumns
{
    private const long Stretch = 20_000;
    private const int Step = 20;
    private const long StepBytes = 8 * 1024 * 1024;

    public static async Task<IReadOnlyDictionary<string, long>> CountAsync(PostgresDatabase database, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in SealedTable.All)
        {
            var last = await LastAsync(database, table, cancellationToken);
            for (var after = 0L; after < last; after += Stretch)
            {
                foreach (var (keyId, count) in await CountAsync(database, table, after, cancellationToken))
                {
                    counts[keyId] = counts.GetValueOrDefault(keyId) + count;
                }
            }
        }

        return counts;
    }

    public static async Task<long> ResealAsync(
        PostgresDatabase database, string currentKeyId, Func<byte[], string, byte[]> reseal, CancellationToken cancellationToken)
    {
        var changed = 0L;
        foreach (var table in SealedTable.All)
        {
            var last = await LastAsync(database, table, cancellationToken);
            for (var after = 0L; after < last;)
            {
                var until = after + Stretch;
                var old = await ReadAsync(database, table, currentKeyId, after, until, cancellationToken);
                changed += old.Count == 0 ? 0 : await ExchangeAsync(database, table, [.. old.Select(row => (row, reseal(row.Value, row.Context)))], cancellationToken);
                after = old.Count == 0 ? until : old[^1].Row;
            }
        }

        return changed;
    }

    private static Task<long> ExchangeAsync(
        PostgresDatabase database, SealedTable table, List<(SealedTable.OldValue Old, byte[] New)> exchanges, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var changed = 0L;
            foreach (var (old, value) in exchanges)
            {
                changed += await session.ExecuteAsync($"sealed.exchange_{table.Name}", ("new", value), ("row", old.Row), ("old", old.Value));
            }

            return changed;
        },
        cancellationToken);

    private static async Task<long> LastAsync(PostgresDatabase database, SealedTable table, CancellationToken cancellationToken) =>
        await database.BrowseAsync(session => session.FirstNumberAsync($"sealed.last_{table.Name}"), cancellationToken) ?? 0;

    private static Task<List<(string KeyId, long Count)>> CountAsync(PostgresDatabase database, SealedTable table, long after, CancellationToken cancellationToken) =>
        database.BrowseAsync(
            session => session.QueryAsync($"sealed.count_{table.Name}", SealedTable.ReadCount, ("after", after), ("until", after + Stretch)), cancellationToken);

    private static Task<List<SealedTable.OldValue>> ReadAsync(
        PostgresDatabase database, SealedTable table, string keyId, long after, long until, CancellationToken cancellationToken) =>
        database.BrowseAsync(
            session => session.QueryAsync(
                $"sealed.old_{table.Name}",
                table.Read,
                ("after", after),
                ("until", until),
                ("keyId", Convert.FromHexString(keyId)),
                ("limit", Step),
                ("bytes", StepBytes)),
            cancellationToken);
}
