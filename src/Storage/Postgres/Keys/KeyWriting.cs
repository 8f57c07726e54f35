using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Keys;
using EmailPlatform.Storage.Postgres.Audit;
using EmailPlatform.Storage.Postgres.Engine;

namespace EmailPlatform.Storage.Postgres.Keys;

/// <summary>
/// Writes keys inside a transaction, with the versions and the generation that caches compare: tenants first, then keys, the
/// generation last, so that no two changes wait for each other.
/// </summary>
internal static class KeyWriting
{
    public static async Task<bool> TryAddAsync(PostgresSession session, ApiKey key, AuditEntry audit)
    {
        var tenants = key.Tenants.Select(tenant => tenant.ToString()).ToArray();
        var living = await session.QueryAsync("keys.lock_tenants", row => row.GetString(0), ("tenants", tenants));
        if (tenants.Except(living, StringComparer.Ordinal).Any())
        {
            return false;
        }

        if (await session.FirstNumberAsync("keys.insert", KeyRows.Values(key)) is not { } seq)
        {
            return false;
        }

        await session.ExecuteAsync("keys.insert_tenants", ("seq", seq), ("tenants", tenants));
        await NoteAsync(session, seq, audit);
        return true;
    }

    public static async Task<bool> RevokeAsync(PostgresSession session, string id, DateTimeOffset at, AuditEntry audit)
    {
        // A key never gains tenants: those that it has now are all that will have to be told.
        await session.QueryAsync("keys.lock_tenants_of_key", row => row.GetString(0), ("id", id));
        if (await session.FirstNumberAsync("keys.revoke", ("id", id), ("at", at)) is not { } seq)
        {
            return false;
        }

        await NoteAsync(session, seq, audit);
        return true;
    }

    /// <summary>Revokes the keys of one tenant alone and takes it out of shared ones; its version is the caller's to raise, and its row the caller's already.</summary>
    public static async Task RevokeOfAsync(PostgresSession session, TenantId tenant, DateTimeOffset at)
    {
        var id = tenant.ToString();
        await session.QueryAsync("keys.lock_keys_of_tenant", row => row.GetInt64(0), ("tenant", id));
        await session.ExecuteAsync("keys.revoke_of_tenant_alone", ("tenant", id), ("at", at));
        await session.ExecuteAsync("keys.leave_shared", ("tenant", id));
        await session.ExecuteAsync("platform.count_up", ("name", KeyRows.Generation));
    }

    private static async Task NoteAsync(PostgresSession session, long seq, AuditEntry audit)
    {
        await session.ExecuteAsync("keys.bump_tenants", ("seq", seq));
        await AuditWriting.InsertAsync(session, audit);
        await session.ExecuteAsync("platform.count_up", ("name", KeyRows.Generation));
    }
}
