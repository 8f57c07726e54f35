using System.Data.Common;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage;

/// <summary>A table with a column of sealed values, as the statements of <c>sealed.sql</c> name it.</summary>
/// <param name="Context">What a value is bound to, from the second and third column of its row.</param>
internal sealed record SealedTable(string Name, Func<DbDataReader, string> Context)
{
    public static IReadOnlyList<SealedTable> All { get; } =
    [
        new("values", row => SealedContext.Value(row.GetString(1))),
        new("revisions", row => SealedContext.Revision(TenantId.Parse(row.GetString(1)), row.GetInt32(2))),
        new("tokens", row => SealedContext.Token(TenantId.Parse(row.GetString(1)), row.GetString(2))),
        new("messages", row => SealedContext.Message(TenantId.Parse(row.GetString(1)), row.MessageId(2))),
        new("mails", row => SealedContext.Mailbox(TenantId.Parse(row.GetString(1)), row.MessageId(2))),
    ];

    /// <summary>A row of <c>sealed.old_…</c>.</summary>
    public OldValue Read(DbDataReader row) => new(row.GetInt64(0), Context(row), row.Bytes(3));

    /// <summary>A row of <c>sealed.count…</c>.</summary>
    public static (string KeyId, long Count) ReadCount(DbDataReader row) => (Convert.ToHexStringLower(row.Bytes(0)), row.GetInt64(1));

    public sealed record OldValue(long Row, string Context, byte[] Value);
}
