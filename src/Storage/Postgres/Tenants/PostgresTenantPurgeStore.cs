using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Postgres.Audit;
using EmailPlatform.Storage.Postgres.Engine;

namespace EmailPlatform.Storage.Postgres.Tenants;

/// <inheritdoc cref="ITenantPurgeStore"/>
internal sealed class PostgresTenantPurgeStore(PostgresDatabase database) : ITenantPurgeStore
{
    // Attempts go with their messages.
    private static readonly string[] Tables =
    [
        "purge.messages", "purge.kept_answers", "purge.mails", "purge.uses", "purge.receipts", "purge.tokens", "purge.token_grants",
        "purge.promotions", "purge.activations", "purge.revisions", "purge.template_versions",
    ];

    public async Task<IReadOnlyList<TenantId>> ListDueAsync(DateTimeOffset deletedUntil, int limit, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.QueryAsync("purge.list_due", row => TenantId.Parse(row.GetString(0)), ("until", deletedUntil), ("limit", limit)), cancellationToken);

    public Task<bool> PurgeAsync(TenantId tenant, DateTimeOffset deletedUntil, int limit, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(session => PurgeAsync(session, tenant, deletedUntil, limit, audit), cancellationToken);

    private static async Task<bool> PurgeAsync(PostgresSession session, TenantId tenant, DateTimeOffset deletedUntil, int limit, AuditEntry audit)
    {
        var id = tenant.ToString();
        if (await session.FirstNumberAsync("purge.hold_due", ("tenant", id), ("until", deletedUntil)) is null)
        {
            return false;
        }

        var left = limit;
        foreach (var table in Tables)
        {
            left -= left > 0 ? await session.ExecuteAsync(table, ("tenant", id), ("limit", left)) : 0;
        }

        left -= left > 0 ? await RemoveKeysAsync(session, id, left) : 0;
        if (left < limit)
        {
            return true;
        }

        await session.ExecuteAsync("purge.finish", ("tenant", id), ("settings", StoredJson.Write(new TenantSettings())), ("at", audit.At));
        await AuditWriting.InsertAsync(session, audit);
        return false;
    }

    /// <summary>A key that other tenants share stays theirs.</summary>
    private static async Task<int> RemoveKeysAsync(PostgresSession session, string tenant, int limit)
    {
        var keys = await session.QueryAsync("purge.hold_keys", row => row.GetInt64(0), ("tenant", tenant), ("limit", limit));
        if (keys.Count > 0)
        {
            await session.ExecuteAsync("purge.key_tenants", ("tenant", tenant), ("keys", keys.ToArray()));
            await session.ExecuteAsync("purge.keys_of_nobody", ("keys", keys.ToArray()));
        }

        return keys.Count;
    }
}
