using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Promotions;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.Lists;
using EmailPlatform.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EmailPlatform.Server.Promotions;

/// <summary>Taking over into one tenant what works in another. The caller needs the scope in both, and sees nothing of a promotion otherwise.</summary>
internal static class PromotionEndpoints
{
    public static void MapPromotions(this IEndpointRouteBuilder routes)
    {
        var promotions = routes.MapGroup("/api/tenants/{tenant}/promotions").WithTags("Promotion");
        promotions.MapPost("", Promote)
            .ForScope(Scope.Promote).WithName("Promote").WithSummary("Plans a promotion into another tenant, or applies a plan");
        promotions.MapGet("", List).ForScope(Scope.Promote).WithName("ListPromotions").WithSummary("Lists applied promotions into and out of a tenant, newest first");
        promotions.MapGet("/{promotion}", Get).ForScope(Scope.Promote).WithName("GetPromotion").WithSummary("Shows a promotion that was applied");
        promotions.MapPost("/{promotion}/undo", Undo)
            .ForScope(Scope.Promote).WithName("UndoPromotion").WithSummary("Puts back what was in the target, unless that moved on");
    }

    private static async Task<Results<Ok<PromotionResponse>, ProblemResult>> Promote(
        TenantId tenant, PromotionBody body, PromotionService promotions, TenantDirectory tenants, HttpContext context, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        if (!TenantId.TryParse(body.Target, out var target) || !caller.Reaches(target)
            || await tenants.FindAsync(tenant, cancellationToken) is null || await tenants.FindAsync(target, cancellationToken) is null)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        if (Lacking(caller, tenant, target, body) is { } scope)
        {
            return new ProblemResult(new Problem(ProblemCode.Forbidden, $"The key lacks the scope {scope}."));
        }

        if (!body.Read(tenant, target).TryGet(out var request, out var problem))
        {
            return new ProblemResult(problem);
        }

        var result = body.DryRun ?? body.PlanHash is null
            ? await promotions.PlanAsync(request, caller.Actor, cancellationToken)
            : await promotions.ApplyAsync(request, caller.Actor, cancellationToken);
        return result.TryGet(out var outcome, out problem) ? TypedResults.Ok(PromotionResponse.Of(outcome, request)) : new ProblemResult(problem);
    }

    private static async Task<Results<Ok<ListResponse<PromotionResponse>>, ProblemResult>> List(
        TenantId tenant, [AsParameters] PageQuery page, PromotionService promotions, HttpContext context, CancellationToken cancellationToken)
    {
        var place = Cursors.Place("promotions", tenant.ToString(), null);
        if (!page.TryRead(place, out var limit, out long? before, out var problem))
        {
            return new ProblemResult(problem);
        }

        // What the caller may not see leaves its page shorter, not the next one.
        var found = await promotions.ListAsync(tenant, before, limit, cancellationToken);
        var visible = new Page<Promotion>([.. found.Items.Where(promotion => IsVisible(context, promotion))], found.Next);
        return TypedResults.Ok(ListResponse.Of(visible, PromotionResponse.Of, next => Cursors.Write(place, next)));
    }

    private static async Task<Results<Ok<PromotionResponse>, ProblemResult>> Get(
        TenantId tenant, string promotion, PromotionService promotions, HttpContext context, CancellationToken cancellationToken) =>
        await promotions.FindAsync(tenant, promotion, cancellationToken) is { } found && IsVisible(context, found)
            ? TypedResults.Ok(PromotionResponse.Of(found))
            : NoSuchPromotion();

    private static async Task<Results<Ok<PromotionResponse>, ProblemResult>> Undo(
        TenantId tenant, string promotion, PromotionService promotions, HttpContext context, CancellationToken cancellationToken)
    {
        if (await promotions.FindAsync(tenant, promotion, cancellationToken) is not { } found || !IsVisible(context, found))
        {
            return NoSuchPromotion();
        }

        var result = await promotions.UndoAsync(found, context.Caller().Actor, cancellationToken);
        return result.TryGet(out var outcome, out var problem)
            ? TypedResults.Ok(PromotionResponse.Of(outcome.Applied ?? found))
            : new ProblemResult(problem);
    }

    private static Scope? Lacking(Caller caller, TenantId source, TenantId target, PromotionBody body)
    {
        var copies = body.Secrets?.Values.Any(value => value.ValueKind == System.Text.Json.JsonValueKind.Object) == true;
        Scope[] needed = [Scope.Promote, .. copies ? [Scope.SecretsCopy] : Array.Empty<Scope>(), .. body.Force is null ? [] : new[] { Scope.Override }];
        foreach (var scope in needed)
        {
            if (!caller.Can(scope, source) || !caller.Can(scope, target))
            {
                return scope;
            }
        }

        return null;
    }

    private static bool IsVisible(HttpContext context, Promotion promotion) =>
        context.Caller().Can(Scope.Promote, promotion.Source) && context.Caller().Can(Scope.Promote, promotion.Target);

    private static ProblemResult NoSuchPromotion() => new(Problem.NotFound("There is no such promotion."));
}
