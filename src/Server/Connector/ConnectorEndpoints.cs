using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EmailPlatform.Server.Connector;

/// <summary>The tenant's one connector: which revision sends, and switching it.</summary>
internal static class ConnectorEndpoints
{
    public static void MapConnector(this IEndpointRouteBuilder routes)
    {
        var connector = routes.MapGroup("/api/tenants/{tenant}/connector").WithTags("Connector");
        connector.MapGet("", Get)
            .ForScope(Scope.ConnectorRead).WithName("GetConnector").WithSummary("Shows the active revision, its health and the queue");
        connector.MapPost("/revisions/{revision:int}/activate", Activate)
            .ForScope(Scope.ConnectorWrite).WithName("ActivateRevision").WithSummary("Switches to a revision, with immediate effect");
        connector.MapPost("/rollback", Rollback)
            .ForScope(Scope.ConnectorWrite).WithName("RollBackConnector").WithSummary("Goes back to the revision that was active before");
        connector.MapDelete("", Delete)
            .ForScope(Scope.ConnectorWrite).WithName("DeleteConnector").WithSummary("Leaves the tenant without a connector; waiting mail is held");
    }

    private static async Task<Results<Ok<ConnectorResponse>, ProblemResult>> Get(
        TenantId tenant, TenantDirectory tenants, Dispatcher dispatcher, IMessageStore messages, CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        var result = await found.ConnectorAsync(cancellationToken);
        if (!result.TryGet(out var view, out var problem))
        {
            // Elsewhere a missing connector is in the way of what was asked for; here it is what was asked for.
            return new ProblemResult(problem, StatusCodes.Status404NotFound);
        }

        var queue = await messages.DepthAsync(tenant, cancellationToken);
        return TypedResults.Ok(ConnectorResponse.Of(view, dispatcher.Health(tenant), queue));
    }

    private static async Task<Results<Ok<ActivatedResponse>, ProblemResult>> Activate(
        TenantId tenant, int revision, ActivateRequest? body, TenantDirectory tenants, HttpContext context, CancellationToken cancellationToken)
    {
        var wish = body ?? new ActivateRequest();
        if (wish.Force is not null && !context.Caller().Can(Scope.Override, tenant))
        {
            return NoOverride();
        }

        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        var request = new ActivationRequest(revision, wish.ExpectedEpoch, wish.Queued, wish.Force?.Reason);
        return Answer(await found.ActivateAsync(request, context.Caller().Actor, cancellationToken));
    }

    private static async Task<Results<Ok<ActivatedResponse>, ProblemResult>> Rollback(
        TenantId tenant, RollbackBody? body, TenantDirectory tenants, HttpContext context, CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        var wish = body ?? new RollbackBody();
        return Answer(await found.RollbackAsync(new RollbackRequest(wish.ExpectedEpoch, wish.Queued), context.Caller().Actor, cancellationToken));
    }

    private static async Task<Results<Ok<ActivatedResponse>, ProblemResult>> Delete(
        TenantId tenant, [FromQuery] string? force, TenantDirectory tenants, HttpContext context, CancellationToken cancellationToken)
    {
        if (force is not null && !context.Caller().Can(Scope.Override, tenant))
        {
            return NoOverride();
        }

        return await tenants.FindAsync(tenant, cancellationToken) is { } found
            ? Answer(await found.DeleteConnectorAsync(force, context.Caller().Actor, cancellationToken))
            : new ProblemResult(Problem.NoSuchTenant());
    }

    private static Results<Ok<ActivatedResponse>, ProblemResult> Answer(Result<Activated> result) =>
        result.TryGet(out var activated, out var problem) ? TypedResults.Ok(ActivatedResponse.Of(activated)) : new ProblemResult(problem);


    private static ProblemResult NoOverride() => new(new Problem(ProblemCode.Forbidden, $"The key lacks the scope {Scope.Override}."));
}
