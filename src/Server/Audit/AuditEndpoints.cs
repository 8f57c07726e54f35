using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.Lists;
using EmailPlatform.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EmailPlatform.Server.Audit;

/// <summary>Who changed what, when and from where.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/tenants/{tenant}/audit", ListOfTenant)
            .ForScope(Scope.TenantRead).WithTags("Tenants").WithName("ListAudit").WithSummary("Lists a tenant's audit, newest first");
        routes.MapGet("/api/audit", ListOfInstallation)
            .ForAdmins().WithTags("Admin keys").WithName("ListInstallationAudit").WithSummary("Lists what concerns no tenant, newest first");
    }

    // A tenant that is gone leaves its audit; one that never was has none.
    private static async Task<Results<Ok<ListResponse<AuditResponse>>, ProblemResult>> ListOfTenant(
        TenantId tenant, [AsParameters] PageQuery page, IAuditStore store, CancellationToken cancellationToken) =>
        (await store.ListAsync(tenant, null, 1, cancellationToken)).Count == 0
            ? new ProblemResult(Problem.NoSuchTenant())
            : await List(tenant, page, store, cancellationToken);

    private static Task<Results<Ok<ListResponse<AuditResponse>>, ProblemResult>> ListOfInstallation(
        [AsParameters] PageQuery page, IAuditStore store, CancellationToken cancellationToken) =>
        List(null, page, store, cancellationToken);

    private static async Task<Results<Ok<ListResponse<AuditResponse>>, ProblemResult>> List(
        TenantId? tenant, PageQuery page, IAuditStore store, CancellationToken cancellationToken)
    {
        var place = Cursors.Place("audit", tenant?.ToString() ?? "", null);
        if (!page.TryRead(place, out var limit, out long? before, out var problem))
        {
            return new ProblemResult(problem);
        }

        var found = await store.ListAsync(tenant, before, limit + 1, cancellationToken);
        return TypedResults.Ok(ListResponse.Of(found, limit, AuditResponse.Of, entry => Cursors.Write(place, entry.Number)));
    }
}
