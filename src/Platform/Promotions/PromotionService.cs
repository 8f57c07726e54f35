using EmailPlatform.Connectors;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Revisions;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>
/// Takes what works in one tenant over into another: planned first, applied as one change of the target, safe to repeat, and
/// undone in one step. Who may do so is the caller's to check, in both tenants.
/// </summary>
public sealed class PromotionService
{
    private readonly TenantDirectory _tenants;
    private readonly IPromotionStore _promotions;
    private readonly PromotionPlanner _planner;
    private readonly PromotionUndo _undo;
    private readonly ITenantStore _store;
    private readonly ITemplateStore _templates;
    private readonly KeyRing _keys;
    private readonly TimeProvider _time;

    public PromotionService(
        TenantDirectory tenants,
        ITenantStore store,
        IPromotionStore promotions,
        ITemplateStore templates,
        RevisionMaker revisions,
        ConnectorCatalog catalog,
        KeyRing keys,
        Fingerprints fingerprints,
        TimeProvider time)
    {
        _tenants = tenants;
        _promotions = promotions;
        _store = store;
        _templates = templates;
        _keys = keys;
        _time = time;
        var templatesPart = new TemplatesPart(templates, time);
        _planner = new PromotionPlanner(new ConnectorPart(store, revisions, catalog, keys), templatesPart, new CapabilityLosses(catalog), fingerprints);
        _undo = new PromotionUndo(store, new RevisionUse(new ProductionRule(catalog), revisions), templatesPart);
    }

    /// <summary>What would change; writes nothing.</summary>
    public async Task<Result<PromotionOutcome>> PlanAsync(PromotionRequest request, Actor by, CancellationToken cancellationToken)
    {
        if (Check(request) is { } problem)
        {
            return problem;
        }

        if (await SourceAsync(request, cancellationToken) is not { } source
            || await _tenants.RefreshAsync(request.Target, cancellationToken) is not { } target)
        {
            return Problem.NoSuchTenant();
        }

        return (await _planner.PlanAsync(source, target, request, by, cancellationToken)).TryGet(out var plan, out problem) ? plan.ToOutcome() : problem;
    }

    /// <summary>Does what a plan said, or answers what was done when that plan was applied before; <c>plan_stale</c> when either side moved.</summary>
    public async Task<Result<PromotionOutcome>> ApplyAsync(PromotionRequest request, Actor by, CancellationToken cancellationToken)
    {
        if ((Check(request) ?? ForceReason.Check(request.ForceReason, "force.reason")) is { } problem)
        {
            return problem;
        }

        if (request.PlanHash is not { } planHash)
        {
            return Problem.Invalid("planHash", "required", "Make a dry run first: what is applied is what its plan says.");
        }

        return await _tenants.FindAsync(request.Target, cancellationToken) is { } target
            ? await target.ChangeAsync((before, token) => ThinkAsync(before, request, planHash, by, token), cancellationToken)
            : Problem.NoSuchTenant();
    }

    /// <summary>Puts back what was in the target; <c>plan_stale</c> once that moved on. One that is undone already stays so.</summary>
    public async Task<Result<PromotionOutcome>> UndoAsync(Promotion promotion, Actor by, CancellationToken cancellationToken) =>
        await _tenants.FindAsync(promotion.Target, cancellationToken) is { } target
            ? await target.ChangeAsync(
                async (now, token) => await _promotions.FindAsync(promotion.Id, token) is { UndoneAt: null } applied
                    ? await _undo.ThinkAsync(now, applied, _time.GetUtcNow(), by, token)
                    : Nothing(now, await _promotions.FindAsync(promotion.Id, token) ?? promotion),
                cancellationToken)
            : Problem.NoSuchTenant();

    /// <summary>One that a tenant has a part in.</summary>
    public async Task<Promotion?> FindAsync(TenantId tenant, string id, CancellationToken cancellationToken) =>
        await _promotions.FindAsync(id, cancellationToken) is { } found && (found.Source == tenant || found.Target == tenant) ? found : null;

    /// <summary>Newest first, those that a tenant has a part in.</summary>
    public Task<Page<Promotion>> ListAsync(TenantId tenant, long? before, int limit, CancellationToken cancellationToken) =>
        _promotions.ListAsync(tenant, before, limit, cancellationToken);

    private async Task<Result<TenantPlan<PromotionOutcome>>> ThinkAsync(
        TenantSnapshot before, PromotionRequest request, string planHash, Actor by, CancellationToken cancellationToken)
    {
        if (await _promotions.FindAsync(PromotionPlan.IdOf(planHash), cancellationToken) is { } applied
            && applied.Content.PlanHash == planHash && applied.Content.RequestHash == _planner.RequestHash(request))
        {
            return Nothing(before, applied);
        }

        if (await SourceAsync(request, cancellationToken) is not { } source)
        {
            return Problem.NoSuchTenant();
        }

        if (!Fingerprints.AreEqual(_planner.Hash(source, before, request), planHash))
        {
            return new Problem(
                ProblemCode.PlanStale, $"{request.Source} or {request.Target} moved since the plan was made, or something else is asked for. Make a dry run again.");
        }

        if (!(await _planner.PlanAsync(source, before, request, by, cancellationToken)).TryGet(out var plan, out var problem))
        {
            return problem;
        }

        return PromotionGuards.Refuses(plan, before, request) is { } refused
            ? refused
            : PromotionApplication.Of(plan, before, request, _time.GetUtcNow(), by);
    }

    private async Task<IPromotionSource?> SourceAsync(PromotionRequest request, CancellationToken cancellationToken) =>
        request.File is { } file ? new FileSource(file)
            : await _tenants.RefreshAsync(request.Source, cancellationToken) is { } tenant
                ? new TenantSource(tenant, request.SourceRevision, _store, _templates, _keys)
                : null;

    private static TenantPlan<PromotionOutcome> Nothing(TenantSnapshot before, Promotion applied) =>
        new(null, before.Connector, _ => PromotionOutcome.Of(applied));

    private static Problem? Check(PromotionRequest request)
    {
        var problems = PromotionOverrides.Check(request).ToList();
        if (request.Source == request.Target && request.File is null)
        {
            problems.Add(new ConfigProblem("target", "invalid_value", "A tenant other than the source is needed."));
        }

        if (request.Include.Count == 0)
        {
            problems.Add(new ConfigProblem("include", "required", "Say what to promote: connector, templates, settings."));
        }

        if (request.Activate && !request.Includes(PromotionPart.Connector))
        {
            problems.Add(new ConfigProblem("activate", "invalid_value", "There is nothing to activate without the connector."));
        }

        return problems.Count == 0 ? null : Problem.Invalid(problems);
    }
}
