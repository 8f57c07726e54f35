using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Sqlite.Audit;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Tenants;

/// <inheritdoc cref="ITenantPurgeStore"/>
internal sealed class SqliteTenantPurgeStore(SqliteDatabase database) : ITenantPurgeStore
{
    // Attempts go with their messages.
    private static readonly string[] Tables =
    [
        "purge.messages", "purge.due_tenants", "purge.kept_answers", "purge.mails", "purge.uses", "purge.receipts", "purge.tokens", "purge.token_grants",
        "purge.promotions", "purge.activations", "purge.revisions", "purge.template_versions",
    ];

    public async Task<IReadOnlyList<TenantId>> ListDueAsync(DateTimeOffset deletedUntil, int limit, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.Query("purge.list_due", row => TenantId.Parse(row.GetString(0)), ("until", Micros.Of(deletedUntil)), ("limit", limit)), cancellationToken);

    public Task<bool> PurgeAsync(TenantId tenant, DateTimeOffset deletedUntil, int limit, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Purge(session, tenant, deletedUntil, limit, audit), cancellationToken);

    private static bool Purge(Session session, TenantId tenant, DateTimeOffset deletedUntil, int limit, AuditEntry audit)
    {
        var id = tenant.ToString();
        if (session.FirstNumber("purge.is_due", ("tenant", id), ("until", Micros.Of(deletedUntil))) is null)
        {
            return false;
        }

        var left = limit;
        foreach (var table in Tables)
        {
            left -= left > 0 ? session.Execute(table, ("tenant", id), ("limit", left)) : 0;
        }

        left -= left > 0 ? RemoveKeys(session, id, left) : 0;
        if (left < limit)
        {
            return true;
        }

        session.Execute("purge.finish", ("tenant", id), ("settings", StoredJson.Write(new TenantSettings())), ("at", Micros.Of(audit.At)));
        AuditWriting.Insert(session, audit);
        return false;
    }

    /// <summary>A key that other tenants share stays theirs.</summary>
    private static int RemoveKeys(Session session, string tenant, int limit)
    {
        var keys = session.Query("purge.keys", row => row.GetInt64(0), ("tenant", tenant), ("limit", limit));
        foreach (var seq in keys)
        {
            session.Execute("purge.key_tenant", ("tenant", tenant), ("seq", seq));
            session.Execute("purge.key_of_nobody", ("seq", seq));
        }

        return keys.Count;
    }
}
