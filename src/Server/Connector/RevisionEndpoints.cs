using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.Lists;
using EmailPlatform.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EmailPlatform.Server.Connector;

/// <summary>A tenant's stored configurations.</summary>
internal static class RevisionEndpoints
{
    public static void MapRevisions(this IEndpointRouteBuilder routes)
    {
        var connector = routes.MapGroup("/api/tenants/{tenant}/connector").WithTags("Connector");
        connector.MapPost("/revisions", Add)
            .ForScope(Scope.ConnectorWrite).WithName("AddRevision").WithSummary("Checks a configuration and keeps it as the next revision; nothing is switched");
        connector.MapGet("/revisions", List).ForScope(Scope.ConnectorRead).WithName("ListRevisions").WithSummary("Lists revisions, newest first");
        connector.MapGet("/revisions/{revision:int}", Get).ForScope(Scope.ConnectorRead).WithName("GetRevision").WithSummary("Shows a revision");
        connector.MapGet("/revisions/{from:int}/diff/{to:int}", Diff)
            .ForScope(Scope.ConnectorRead).WithName("DiffRevisions").WithSummary("Tells what differs between two revisions");
        connector.MapPost("/revisions/{revision:int}/retire", Retire)
            .ForScope(Scope.ConnectorWrite).WithName("RetireRevision").WithSummary("Destroys a revision's secrets for good");
        connector.MapGet("/receipts", ListReceipts).ForScope(Scope.ConnectorRead).WithName("ListReceipts").WithSummary("Lists test receipts, newest first");
    }

    private static async Task<Results<Created<RevisionResponse>, ProblemResult>> Add(
        TenantId tenant, RevisionRequest body, TenantDirectory tenants, HttpContext context, CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        var result = await found.AddRevisionAsync(new NewRevision(body.Type, body.Config, body.Comment), context.Caller().Actor, cancellationToken);
        return result.TryGet(out var added, out var problem)
            ? TypedResults.Created($"/api/tenants/{tenant}/connector/revisions/{added.Revision.Number}", RevisionResponse.Of(added))
            : new ProblemResult(problem);
    }

    private static async Task<Results<Ok<ListResponse<RevisionResponse>>, ProblemResult>> List(
        TenantId tenant, [AsParameters] PageQuery page, TenantDirectory tenants, CancellationToken cancellationToken)
    {
        var place = Cursors.Place("revisions", tenant.ToString(), null);
        if (!page.TryRead(place, out var limit, out long? before, out var problem))
        {
            return new ProblemResult(problem);
        }

        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        var revisions = await found.ListRevisionsAsync((int?)before, limit, cancellationToken);
        return TypedResults.Ok(ListResponse.Of(revisions, RevisionResponse.Of, next => Cursors.Write(place, next)));
    }

    private static async Task<Results<Ok<RevisionResponse>, ProblemResult>> Get(
        TenantId tenant, int revision, TenantDirectory tenants, CancellationToken cancellationToken) =>
        await tenants.FindAsync(tenant, cancellationToken) is { } found && await found.FindRevisionAsync(revision, cancellationToken) is { } view
            ? TypedResults.Ok(RevisionResponse.Of(view))
            : new ProblemResult(Problem.NotFound("There is no such revision."));

    private static async Task<Results<Ok<DiffResponse>, ProblemResult>> Diff(
        TenantId tenant, int from, int to, TenantDirectory tenants, CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        var result = await found.DiffAsync(from, to, cancellationToken);
        return result.TryGet(out var changes, out var problem) ? TypedResults.Ok(new DiffResponse(from, to, changes)) : new ProblemResult(problem);
    }

    private static async Task<Results<NoContent, ProblemResult>> Retire(
        TenantId tenant, int revision, TenantDirectory tenants, HttpContext context, CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        var result = await found.RetireAsync(revision, context.Caller().Actor, cancellationToken);
        return result.TryGet(out _, out var problem) ? TypedResults.NoContent() : new ProblemResult(problem);
    }

    private static async Task<Results<Ok<ListResponse<ReceiptResponse>>, ProblemResult>> ListReceipts(
        TenantId tenant, [FromQuery] string? hash, [AsParameters] PageQuery page, TenantDirectory tenants, CancellationToken cancellationToken)
    {
        // The newest: what proves a revision that anybody still wants is among them.
        const int Most = 1000;
        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        var receipts = await found.ListReceiptsAsync(hash, Most, cancellationToken);
        return ListResponse.Of(receipts, page, Cursors.Place("receipts", tenant.ToString(), hash), ReceiptResponse.Of, receipt => receipt.Id)
            .TryGet(out var answer, out var problem)
            ? TypedResults.Ok(answer)
            : new ProblemResult(problem);
    }
}
