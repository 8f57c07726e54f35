using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Revisions;

namespace EmailPlatform.Platform.Tenants;

/// <summary>Whether a stored revision may send: its secrets are there, its type suits the tenant, and the operator still runs what it needs.</summary>
internal sealed class RevisionUse(ProductionRule production, RevisionMaker revisions)
{
    public Problem? Refuses(TenantState tenant, Revision revision) =>
        revision.RetiredAt is not null
            ? Problem.WrongState($"Revision {revision.Number} is retired: its secrets are destroyed.")
            : production.Refuses(tenant.Environment, revision.Type)
                ? Problem.WrongState($"{revision.Type} keeps mail on the platform and is for development tenants only.")
                : !revisions.IsAvailable(revision.Type)
                    ? Problem.WrongState($"{revision.Type} is no longer available here: the operator does not run it.")
                    : null;
}
