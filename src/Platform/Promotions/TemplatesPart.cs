using System.Globalization;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>Gives the target the templates that the source has, and only those: what was tested there is what runs here.</summary>
internal sealed class TemplatesPart(ITemplateStore store, TimeProvider time)
{
    private const string Action = "templates.promoted";

    private readonly TemplateChanges _changes = new(store, time);

    public async Task<Result<TemplatesPlan>> PlanAsync(
        IPromotionSource source, TenantSnapshot target, PromotionRequest request, Actor by, CancellationToken cancellationToken)
    {
        var (from, to) = (new JsonObject(), new JsonObject());
        var promoted = new List<TemplateEntry>();
        foreach (var entry in source.Templates)
        {
            var there = target.Templates.Find(entry.UsageType, entry.Locale);
            if (there?.Hash != entry.Hash || IsOverridden(request, entry))
            {
                promoted.Add(entry);
                TemplateDocument.Put(to, entry, await source.ContentAsync(entry, cancellationToken));
                await PutAsync(from, target.Id, there, cancellationToken);
            }
        }

        var removed = target.Templates.Entries.Where(entry => !source.Templates.Any(other => other.UsageType == entry.UsageType && other.Locale == entry.Locale)).ToList();
        foreach (var entry in removed)
        {
            await PutAsync(from, target.Id, entry, cancellationToken);
        }

        if (!Drafts(request, to, promoted).TryGet(out var drafts, out var problem)
            || !(await ChangeAsync(target, drafts, removed, by, cancellationToken)).TryGet(out var change, out problem))
        {
            return problem;
        }

        var warnings = drafts.SelectMany(draft => draft.Draft.Warnings).ToList();
        if (removed.Count > 0)
        {
            warnings.Add(new ConfigProblem(
                PromotionOverrides.Templates,
                "templates_deleted",
                string.Create(CultureInfo.InvariantCulture, $"{target.Id} loses {removed.Count} templates that {source.Name} does not have.")));
        }

        return new TemplatesPlan(
            change.Index,
            change.Versions,
            [.. change.Versions.Select(version => Place(version, target.Templates.Find(version.UsageType, version.Locale)?.Version))],
            [.. change.Versions.Select(version => Place(version, version.Source is null ? null : version.Number))],
            PlanDiff.Between(PromotionOverrides.Templates, from, to),
            warnings);
    }

    /// <summary>What puts templates back that a promotion changed; a problem when one of them is another by now.</summary>
    public async Task<Result<ChangedTemplates>> UndoAsync(TenantSnapshot now, PromotedState before, PromotedState after, Actor by, CancellationToken cancellationToken)
    {
        if ((after.Templates ?? []).Any(place => Find(now, place)?.Version != place.Version))
        {
            return new Problem(ProblemCode.PlanStale, $"The templates of {now.Id} changed since the promotion: undoing it would undo that, too.");
        }

        var drafts = new List<(TemplateWish, TemplateDraft)>();
        var removed = new List<TemplateEntry>();
        foreach (var place in before.Templates ?? [])
        {
            if (place.Version is not { } number)
            {
                removed.AddRange(Find(now, place) is { } added ? [added] : Array.Empty<TemplateEntry>());
            }
            else if ((await store.FindAsync(now.Id, UsageType.Parse(place.UsageType), place.Locale, number, cancellationToken))?.Source is not { } content)
            {
                return Problem.WrongState(string.Create(CultureInfo.InvariantCulture, $"Version {number} of {place.UsageType}/{place.Locale} is not kept any more."));
            }
            else if (!TemplateDraft.Read(UsageType.Parse(place.UsageType), content).TryGet(out var draft, out var problem))
            {
                return problem;
            }
            else
            {
                drafts.Add((new TemplateWish(UsageType.Parse(place.UsageType), place.Locale, content), draft));
            }
        }

        return await ChangeAsync(now, drafts, removed, by, cancellationToken);
    }

    // Flows are guarded with all parts together, so not by the connector that is active now.
    private async Task<Result<ChangedTemplates>> ChangeAsync(
        TenantSnapshot target, IReadOnlyList<(TemplateWish, TemplateDraft)> saved, IReadOnlyList<TemplateEntry> removed, Actor by, CancellationToken cancellationToken) =>
        (await _changes.ChangeAsync(target with { Connector = null }, saved, removed, null, by, Action, cancellationToken)).TryGet(out var plan, out var problem)
            ? new ChangedTemplates(plan.Change is null ? target.State.Templates : plan.Change.Next.Templates, plan.Change?.NewTemplates ?? [])
            : problem;

    private static Result<List<(TemplateWish Wish, TemplateDraft Draft)>> Drafts(PromotionRequest request, JsonObject to, IReadOnlyList<TemplateEntry> promoted)
    {
        var problems = PromotionOverrides.Apply(request, PromotionOverrides.Templates, to);
        var drafts = new List<(TemplateWish, TemplateDraft)>();
        foreach (var entry in promoted)
        {
            if (TemplateDocument.Read(to, entry, problems) is not { } content)
            {
                continue;
            }

            var where = TemplateDocument.PathOf(entry);
            if (TemplateDraft.Read(entry.UsageType, content, where).TryGet(out var draft, out var problem))
            {
                drafts.Add((new TemplateWish(entry.UsageType, entry.Locale, content, where), draft));
            }
            else
            {
                problems.AddRange(problem.Errors ?? []);
            }
        }

        problems.AddRange(to.SelectMany(usage => (usage.Value as JsonObject ?? []).Select(locale => $"{PromotionOverrides.Templates}.{usage.Key}.{locale.Key}"))
            .Except(promoted.Select(TemplateDocument.PathOf))
            .Select(path => new ConfigProblem(PromotionOverrides.In(path), "invalid_value", "The source has no such template.")));
        return problems.Count > 0 ? Problem.Invalid(problems) : drafts;
    }

    private static bool IsOverridden(PromotionRequest request, TemplateEntry entry) =>
        ValuePath.Parse(TemplateDocument.PathOf(entry)) is { } place
        && request.Overrides.Keys.Select(ValuePath.Parse).Any(path => path is not null && (place.Covers(path) || path.Covers(place)));

    private async Task PutAsync(JsonObject document, TenantId tenant, TemplateEntry? entry, CancellationToken cancellationToken)
    {
        if (entry is not null)
        {
            TemplateDocument.Put(document, entry, await TenantSource.ContentAsync(store, tenant, entry, cancellationToken));
        }
    }

    private static TemplateEntry? Find(TenantSnapshot now, PromotedTemplate place) => now.Templates.Find(UsageType.Parse(place.UsageType), place.Locale);

    private static PromotedTemplate Place(TemplateVersion version, int? number) => new(version.UsageType.ToString(), version.Locale, number);

    /// <param name="Index">The templates after the change.</param>
    internal sealed record ChangedTemplates(TemplateIndex? Index, IReadOnlyList<TemplateVersion> Versions);
}
