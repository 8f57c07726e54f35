using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>Turns a plan into the one change of the target that it is.</summary>
internal static class PromotionApplication
{
    public static TenantPlan<PromotionOutcome> Of(PromotionPlan plan, TenantSnapshot before, PromotionRequest request, DateTimeOffset now, Actor by)
    {
        var state = plan.Next with { Version = before.Version + 1 };
        if (plan.Connector is { IsNew: true } added)
        {
            state = state with { LastRevision = added.Result.Number };
        }

        Activation? activation = null;
        if (request.Activate && plan.Connector?.Result.Number is { } number && number != before.State.ActiveRevision)
        {
            activation = new Activation(
                before.Id, before.Epoch + 1, number, before.State.ActiveRevision, QueuePolicy.Move, now, by.Name, request.ForceReason);
            state = state with { Epoch = activation.Epoch, ActiveRevision = number };
        }

        var promotion = new Promotion(PromotionPlan.IdOf(plan.Hash), request.Source, before.Id, Content(plan, before, request, activation), now, by.Name);
        var audit = PromotionAudit.OfApplied(promotion, plan, activation, by);
        var change = new TenantChange(
            before.Version,
            state,
            audit[0],
            plan.Connector is { IsNew: true } connector ? connector.Result : null,
            activation,
            Grants: plan.Connector is { IsNew: true } giving ? giving.Grants : null,
            NewTemplates: plan.Templates?.Versions,
            Promotion: promotion,
            AlsoAudited: audit[1..]);
        return new TenantPlan<PromotionOutcome>(
            change,
            activation is not null && plan.Connector is { } active ? ActiveConnector.Of(active.Result) : before.Connector,
            _ => PromotionOutcome.Of(promotion));
    }

    private static PromotionContent Content(PromotionPlan plan, TenantSnapshot before, PromotionRequest request, Activation? activation) => new(
        plan.Hash,
        [.. request.Include.Distinct().Order()],
        plan.Connector?.Source.Revision?.Number,
        plan.Connector?.Source.Receipt,
        plan.Connector?.Result.Number,
        activation?.Epoch,
        plan.Changes,
        plan.Warnings,
        new PromotedState(plan.Settings?.Before, before.State.ActiveRevision, plan.Templates?.Before),
        new PromotedState(plan.Settings?.After, activation is null ? before.State.ActiveRevision : activation.Revision, plan.Templates?.After),
        request.ForceReason,
        plan.RequestHash);
}
