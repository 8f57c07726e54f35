using System.Globalization;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Templates.Stored;

/// <summary>Thinks through every change of a tenant's templates: what refuses it, and what it writes.</summary>
internal sealed class TemplateChanges(ITemplateStore store, TimeProvider time)
{
    public const int MostLocales = 100;

    /// <summary>Saves templates and deletes others, all at once; those that say what is there already are left alone.</summary>
    /// <param name="action">What the audit calls it.</param>
    public async Task<Result<TenantPlan<TemplatesChanged>>> ChangeAsync(
        TenantSnapshot before,
        IReadOnlyList<(TemplateWish Wish, TemplateDraft Draft)> saved,
        IReadOnlyList<TemplateEntry> deleted,
        string? forceReason,
        Actor by,
        string action,
        CancellationToken cancellationToken)
    {
        var versions = new List<TemplateVersion>();
        var changes = new List<TemplateChange>();
        foreach (var (wish, draft) in saved)
        {
            var there = before.Templates.Find(wish.UsageType, wish.Locale);
            var unchanged = there?.Hash == draft.Hash;
            var version = unchanged && there is not null
                ? new TemplateVersion(before.Id, wish.UsageType, wish.Locale, there.Version, there.Hash, there.At, there.By, draft.Source)
                : await NextAsync(before.Id, wish.UsageType, wish.Locale, draft, by, cancellationToken);
            changes.Add(new TemplateChange(unchanged ? TemplateChangeKind.Unchanged : there is null ? TemplateChangeKind.Added : TemplateChangeKind.Changed, version, draft));
            if (!unchanged)
            {
                versions.Add(version);
            }
        }

        foreach (var entry in deleted)
        {
            var version = await NextAsync(before.Id, entry.UsageType, entry.Locale, null, by, cancellationToken);
            changes.Add(new TemplateChange(TemplateChangeKind.Deleted, version, null));
            versions.Add(version);
        }

        if (versions.Count == 0)
        {
            return new TenantPlan<TemplatesChanged>(null, before.Connector, _ => new TemplatesChanged(changes));
        }

        var index = before.Templates.With([.. versions.Where(version => version.Source is not null).Select(version => version.ToEntry())], deleted);
        if (Refuse(before, index, forceReason) is { } problem)
        {
            return problem;
        }

        var next = before.State with { Version = before.Version + 1, Templates = index.Entries.Count == 0 ? null : index };
        var change = new TenantChange(before.Version, next, Audit(before.Id, action, versions, forceReason, by), NewTemplates: versions);
        return new TenantPlan<TemplatesChanged>(change, before.Connector, _ => new TemplatesChanged(changes));
    }

    private async Task<TemplateVersion> NextAsync(
        TenantId tenant, UsageType usageType, string locale, TemplateDraft? draft, Actor by, CancellationToken cancellationToken)
    {
        var number = await store.LastNumberAsync(tenant, usageType, locale, cancellationToken) + 1;
        return new TemplateVersion(tenant, usageType, locale, number, draft?.Hash, time.GetUtcNow(), by.Name, draft?.Source);
    }

    private static Problem? Refuse(TenantSnapshot before, TemplateIndex after, string? forceReason)
    {
        var locales = after.Locales.Count();
        if (locales > MostLocales && locales > before.Templates.Locales.Count())
        {
            return Problem.WrongState($"A tenant has templates in at most {MostLocales} locales.");
        }

        // Without a connector no flow has mail anyway; what a flow lacks already is no reason against a change.
        if (before.Connector is not { } connector || forceReason is not null)
        {
            return null;
        }

        var lost = FlowGuard.Broken(before.Settings, [.. connector.UsageTypes, .. after.UsageTypes])
            .Except(FlowGuard.Broken(before.Settings, [.. connector.UsageTypes, .. before.Templates.UsageTypes]))
            .ToList();
        return lost.Count == 0
            ? null
            : new Problem(ProblemCode.ConnectorInUse, "Flows of the tenant would lose their last template. Change the flows, or force with a reason.", Flows: lost);
    }

    private AuditEntry Audit(TenantId tenant, string action, List<TemplateVersion> versions, string? forceReason, Actor by)
    {
        // Of many the first say enough; the versions themselves say who and when.
        const int Named = 20;
        var details = new Dictionary<string, string>
        {
            ["templates"] = string.Join(", ", versions.Take(Named).Select(version => string.Create(
                CultureInfo.InvariantCulture, $"{version.UsageType}/{version.Locale} version {version.Number}{(version.Source is null ? " (deleted)" : "")}"))),
        };
        if (versions.Count > Named)
        {
            details["count"] = versions.Count.ToString(CultureInfo.InvariantCulture);
        }

        if (forceReason is not null)
        {
            details["forced"] = forceReason;
        }

        return new AuditEntry(tenant, time.GetUtcNow(), by, action, details);
    }
}
