using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Keys;
using EmailPlatform.Storage.Sqlite.Audit;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Keys;

/// <summary>Writes keys inside the writer's transaction, with the versions and the generation that caches compare.</summary>
internal static class KeyWriting
{
    public static bool TryAdd(Session session, ApiKey key, AuditEntry audit)
    {
        if (key.Tenants.Any(tenant => session.FirstNumber("tenants.is_there", ("id", tenant.ToString())) is null))
        {
            return false;
        }

        var seq = session.FirstNumber("keys.insert", KeyRows.Values(key));
        if (seq is null)
        {
            return false;
        }

        foreach (var tenant in key.Tenants)
        {
            session.Execute("keys.insert_tenant", ("tenant", tenant.ToString()), ("seq", seq));
            session.Execute("tenants.bump_version", ("id", tenant.ToString()));
        }

        Note(session, audit);
        return true;
    }

    public static bool Revoke(Session session, string id, DateTimeOffset at, AuditEntry audit)
    {
        if (session.FirstNumber("keys.revoke", ("id", id), ("at", at)) is not { } seq)
        {
            return false;
        }

        foreach (var tenant in session.Query("keys.tenants", row => row.GetString(0), ("seq", seq)))
        {
            session.Execute("tenants.bump_version", ("id", tenant));
        }

        Note(session, audit);
        return true;
    }

    /// <summary>Revokes the keys of one tenant alone and takes it out of shared ones; its version is the caller's to raise.</summary>
    public static void RevokeOf(Session session, TenantId tenant, DateTimeOffset at)
    {
        session.Execute("keys.revoke_of_tenant_alone", ("tenant", tenant.ToString()), ("at", at));
        session.Execute("keys.leave_shared", ("tenant", tenant.ToString()));
        session.Execute("platform.count_up", ("name", KeyRows.Generation));
    }

    private static void Note(Session session, AuditEntry audit)
    {
        session.Execute("platform.count_up", ("name", KeyRows.Generation));
        AuditWriting.Insert(session, audit);
    }
}
