using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Sqlite.Audit;
using EmailPlatform.Storage.Sqlite.Engine;
using EmailPlatform.Storage.Sqlite.Keys;

namespace EmailPlatform.Storage.Sqlite.Tenants;

/// <summary>One change of a tenant with everything that belongs to it, inside the writer's transaction.</summary>
internal static class TenantWriting
{
    public static bool TryWrite(Session session, TenantChange change)
    {
        if (!TryWriteState(session, change))
        {
            return false;
        }

        if (change.NewRevision is { } revision)
        {
            Insert(session, revision);
            foreach (var grant in change.Grants ?? [])
            {
                session.Execute("tokens.add_grant", ("tenant", revision.Tenant.ToString()), ("revision", revision.Number), ("grant", grant));
            }
        }

        if (change.NewActivation is { } activation)
        {
            Insert(session, activation);
        }

        if (change.Retire is { } number)
        {
            session.Execute(
                "tenants.retire_revision",
                ("tenant", change.Next.Id.ToString()),
                ("number", number),
                ("at", Micros.Of(change.Audit.At)));
            session.Execute("tokens.remove_of_revision", ("tenant", change.Next.Id.ToString()), ("revision", number));
            session.Execute("tokens.remove_grants", ("tenant", change.Next.Id.ToString()), ("revision", number));
        }

        if (change.Next.DeletedAt is not null)
        {
            session.Execute("tokens.remove_all", ("tenant", change.Next.Id.ToString()));
        }

        if (change.RevokeKeys)
        {
            KeyWriting.RevokeOf(session, change.Next.Id, change.Audit.At);
        }

        AuditWriting.Insert(session, change.Audit);
        return true;
    }

    private static bool TryWriteState(Session session, TenantChange change)
    {
        var next = change.Next;
        return change.ExpectedVersion == 0
            ? session.Execute(
                "tenants.insert",
                ("id", next.Id.ToString()),
                ("name", next.Name),
                ("environment", Words<TenantEnvironment>.Of(next.Environment)),
                ("settings", StoredJson.Write(next.Settings)),
                ("version", next.Version),
                ("lastRevision", next.LastRevision),
                ("epoch", next.Epoch),
                ("activeRevision", next.ActiveRevision),
                ("createdAt", Micros.Of(next.CreatedAt)),
                ("deletedAt", Micros.Of(next.DeletedAt))) == 1
            : session.Execute(
                "tenants.update",
                ("id", next.Id.ToString()),
                ("expectedVersion", change.ExpectedVersion),
                ("name", next.Name),
                ("environment", Words<TenantEnvironment>.Of(next.Environment)),
                ("settings", StoredJson.Write(next.Settings)),
                ("version", next.Version),
                ("lastRevision", next.LastRevision),
                ("epoch", next.Epoch),
                ("activeRevision", next.ActiveRevision),
                ("deletedAt", Micros.Of(next.DeletedAt))) == 1;
    }

    private static void Insert(Session session, Revision revision) => session.Execute(
        "tenants.insert_revision",
        ("tenant", revision.Tenant.ToString()),
        ("number", revision.Number),
        ("type", revision.Type),
        ("hash", revision.Hash),
        ("publicConfig", revision.PublicConfig),
        ("usageTypes", StoredJson.Write(revision.UsageTypes)),
        ("comment", revision.Comment),
        ("createdAt", Micros.Of(revision.CreatedAt)),
        ("createdBy", revision.CreatedBy),
        ("retiredAt", Micros.Of(revision.RetiredAt)),
        ("sealedConfig", revision.SealedConfig));

    private static void Insert(Session session, Activation activation) => session.Execute(
        "tenants.insert_activation",
        ("tenant", activation.Tenant.ToString()),
        ("epoch", activation.Epoch),
        ("revision", activation.Revision),
        ("previous", activation.Previous),
        ("queued", Words<QueuePolicy>.Of(activation.Queued)),
        ("at", Micros.Of(activation.At)),
        ("by", activation.By),
        ("forced", activation.Forced));
}
