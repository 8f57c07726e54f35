using System.Globalization;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>
/// Puts back what was in the target before a promotion, unless somebody changed the same things since: activating what was
/// promoted is part of it, anything else is not. The revision that came of it stays, inactive.
/// </summary>
internal sealed class PromotionUndo(ITenantStore store, RevisionUse use, TemplatesPart templates)
{
    public async Task<Result<TenantPlan<PromotionOutcome>>> ThinkAsync(
        TenantSnapshot now, Promotion promotion, DateTimeOffset at, Actor by, CancellationToken cancellationToken)
    {
        var (before, after) = (promotion.Content.Before, promotion.Content.After);
        var state = now.State with { Version = now.Version + 1 };
        if (before.Settings is { } settings)
        {
            if (!JsonNode.DeepEquals(SettingsPart.Of(now.State), after.Settings))
            {
                return Moved(now, "settings");
            }

            var problems = new List<ConfigProblem>();
            state = SettingsPart.With(state, settings, problems);
            if (problems.Count > 0)
            {
                return Problem.WrongState($"The earlier settings of {now.Id} do not fit any more: {problems[0].Path}: {problems[0].Message}");
            }
        }

        if (!(await templates.UndoAsync(now, before, after, by, cancellationToken)).TryGet(out var restored, out var problem))
        {
            return problem;
        }

        state = state with { Templates = restored.Index };
        var connector = now.Connector;
        Activation? activation = null;
        if (promotion.Content.Revision is { } promoted && now.State.ActiveRevision != before.ActiveRevision)
        {
            if (now.State.ActiveRevision != promoted)
            {
                return Moved(now, "connector");
            }

            if (!(await EarlierAsync(now, before.ActiveRevision, cancellationToken)).TryGet(out var earlier, out problem))
            {
                return problem;
            }

            connector = earlier.Connector;
            activation = new Activation(
                now.Id, now.Epoch + 1, before.ActiveRevision, promoted, before.ActiveRevision is null ? QueuePolicy.Hold : QueuePolicy.Move, at, by.Name);
            state = state with { Epoch = activation.Epoch, ActiveRevision = before.ActiveRevision };
        }

        var undone = promotion with { UndoneAt = at, UndoneBy = by.Name };
        var audit = PromotionAudit.OfUndone(undone, activation, at, by);
        var change = new TenantChange(now.Version, state, audit[0], NewActivation: activation, NewTemplates: restored.Versions, Promotion: undone, AlsoAudited: audit[1..]);
        return new TenantPlan<PromotionOutcome>(change, connector, _ => PromotionOutcome.Of(undone));
    }

    private async Task<Result<Earlier>> EarlierAsync(TenantSnapshot now, int? number, CancellationToken cancellationToken)
    {
        if (number is null)
        {
            return new Earlier(null);
        }

        var revision = await store.FindRevisionAsync(now.Id, number.Value, cancellationToken);
        return revision is null ? Problem.WrongState(string.Create(CultureInfo.InvariantCulture, $"Revision {number} is not there any more."))
            : use.Refuses(now.State, revision) is { } refused ? refused
            : new Earlier(ActiveConnector.Of(revision));
    }

    private static Problem Moved(TenantSnapshot now, string what) =>
        new(ProblemCode.PlanStale, $"The {what} of {now.Id} changed since the promotion: undoing it would undo that, too.");

    private sealed record Earlier(ActiveConnector? Connector);
}
