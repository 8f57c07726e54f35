using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Postgres.Audit;
using EmailPlatform.Storage.Postgres.Engine;
using EmailPlatform.Storage.Postgres.Keys;
using EmailPlatform.Storage.Promotions;
using EmailPlatform.Storage.Templates;
using EmailPlatform.Storage.Tenants;

namespace EmailPlatform.Storage.Postgres.Tenants;

/// <summary>One change of a tenant with everything that belongs to it, inside a transaction that has the tenant's row first.</summary>
internal static class TenantWriting
{
    public static async Task<bool> TryWriteAsync(PostgresSession session, TenantChange change)
    {
        if (!await TryWriteStateAsync(session, change))
        {
            return false;
        }

        var tenant = change.Next.Id.ToString();
        if (change.NewRevision is { } revision)
        {
            await session.ExecuteAsync("tenants.insert_revision", TenantValues.Of(revision));
            if (change.Grants is { Count: > 0 } grants)
            {
                await session.ExecuteAsync("tokens.add_grants", ("tenant", tenant), ("revision", revision.Number), ("grants", grants.ToArray()));
            }
        }

        if (change.NewActivation is { } activation)
        {
            await session.ExecuteAsync("tenants.insert_activation", TenantValues.Of(activation));
        }

        foreach (var version in change.NewTemplates ?? [])
        {
            await session.ExecuteAsync("templates.insert", TemplateRows.Values(version));
            await session.ExecuteAsync(
                "templates.forget", [.. TemplateRows.Key(version.Tenant, version.UsageType, version.Locale), ("until", version.Number - TemplateVersion.Kept)]);
        }

        if (change.Retire is { } number)
        {
            await session.ExecuteAsync("tenants.retire_revision", ("tenant", tenant), ("number", number), ("at", change.Audit.At));
            await session.ExecuteAsync("tokens.remove_of_revision", ("tenant", tenant), ("revision", number));
            await session.ExecuteAsync("tokens.remove_grants", ("tenant", tenant), ("revision", number));
        }

        if (change.Next.DeletedAt is not null)
        {
            await session.ExecuteAsync("tokens.remove_all", ("tenant", tenant));
        }

        if (change.Promotion is { UndoneAt: null } applied)
        {
            await session.ExecuteAsync("promotions.insert", PromotionRows.Values(applied));
        }
        else if (change.Promotion is { } undone)
        {
            await session.ExecuteAsync("promotions.undo", PromotionRows.UndoneValues(undone));
        }

        foreach (var entry in change.AlsoAudited ?? [])
        {
            await AuditWriting.InsertAsync(session, entry);
        }

        await AuditWriting.InsertAsync(session, change.Audit);
        if (change.RevokeKeys)
        {
            await KeyWriting.RevokeOfAsync(session, change.Next.Id, change.Audit.At);
        }

        return true;
    }

    private static async Task<bool> TryWriteStateAsync(PostgresSession session, TenantChange change) => change.ExpectedVersion == 0
        ? await session.ExecuteAsync("tenants.insert", TenantValues.OfNew(change.Next)) == 1
        : await session.ExecuteAsync("tenants.update", TenantValues.OfChanged(change)) == 1;
}
