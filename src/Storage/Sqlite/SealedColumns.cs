using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Sqlite.Engine;
using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite;

/// <summary>Every column that holds sealed values, for counting them by key and for sealing them anew.</summary>
internal static class SealedColumns
{
    private const int Step = 20;

    /// <summary>By table: the context that its value is bound to, from the row's second and third column.</summary>
    private static readonly (string Table, Func<SqliteDataReader, string> Context)[] Columns =
    [
        ("values", row => SealedContext.Value(row.GetString(1))),
        ("revisions", row => SealedContext.Revision(TenantId.Parse(row.GetString(1)), row.GetInt32(2))),
        ("tokens", row => SealedContext.Token(TenantId.Parse(row.GetString(1)), row.GetString(2))),
        ("messages", row => SealedContext.Message(TenantId.Parse(row.GetString(1)), row.MessageId(2))),
        ("mails", row => SealedContext.Mailbox(TenantId.Parse(row.GetString(1)), row.MessageId(2))),
    ];

    public static IReadOnlyDictionary<string, long> Count(Session session) => session
        .Query("sealed.count", row => (KeyId: Convert.ToHexStringLower(row.Bytes(0)), Count: row.GetInt64(1)))
        .ToDictionary(pair => pair.KeyId, pair => pair.Count, StringComparer.Ordinal);

    public static async Task<long> ResealAsync(
        SqliteDatabase database, string currentKeyId, Func<byte[], string, byte[]> reseal, CancellationToken cancellationToken)
    {
        var changed = 0L;
        foreach (var (table, context) in Columns)
        {
            var after = 0L;
            while (await ReadAsync(database, table, context, currentKeyId, after, cancellationToken) is { Count: > 0 } old)
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

    private static Task<List<OldValue>> ReadAsync(
        SqliteDatabase database, string table, Func<SqliteDataReader, string> context, string keyId, long after, CancellationToken cancellationToken) =>
        database.BrowseAsync(
            session => session.Query(
                $"sealed.old_{table}",
                row => new OldValue(row.GetInt64(0), context(row), row.Bytes(3)),
                ("after", after),
                ("keyId", Convert.FromHexString(keyId)),
                ("limit", Step)),
            cancellationToken);

    private static string Exchange(string table) => $"sealed.exchange_{table}";

    private sealed record OldValue(long Row, string Context, byte[] Value);
}
