using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Promotions;
using EmailPlatform.Storage.Sqlite.Audit;
using EmailPlatform.Storage.Sqlite.Engine;
using EmailPlatform.Storage.Sqlite.Keys;
using EmailPlatform.Storage.Templates;
using EmailPlatform.Storage.Tenants;

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
            session.Execute("tenants.insert_revision", TenantValues.Of(revision));
            foreach (var grant in change.Grants ?? [])
            {
                session.Execute("tokens.add_grant", ("tenant", revision.Tenant.ToString()), ("revision", revision.Number), ("grant", grant));
            }
        }

        if (change.NewActivation is { } activation)
        {
            session.Execute("tenants.insert_activation", TenantValues.Of(activation));
        }

        foreach (var version in change.NewTemplates ?? [])
        {
            session.Execute("templates.insert", TemplateRows.Values(version));
            session.Execute("templates.forget", [.. TemplateRows.Key(version.Tenant, version.UsageType, version.Locale), ("until", version.Number - TemplateVersion.Kept)]);
        }

        if (change.Retire is { } number)
        {
            session.Execute("tenants.retire_revision", ("tenant", change.Next.Id.ToString()), ("number", number), ("at", change.Audit.At));
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

        if (change.Promotion is { UndoneAt: null } applied)
        {
            session.Execute("promotions.insert", PromotionRows.Values(applied));
        }
        else if (change.Promotion is { } undone)
        {
            session.Execute("promotions.undo", PromotionRows.UndoneValues(undone));
        }

        AuditWriting.Insert(session, change.Audit);
        foreach (var entry in change.AlsoAudited ?? [])
        {
            AuditWriting.Insert(session, entry);
        }

        return true;
    }

    private static bool TryWriteState(Session session, TenantChange change) => change.ExpectedVersion == 0
        ? session.Execute("tenants.insert", TenantValues.OfNew(change.Next)) == 1
        : session.Execute("tenants.update", TenantValues.OfChanged(change)) == 1;
}
