using System.Globalization;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>What the audits of both tenants say of a promotion; in the target's besides what any change of that kind says.</summary>
internal static class PromotionAudit
{
    public static List<AuditEntry> OfApplied(Promotion promotion, PromotionPlan plan, Activation? activation, Actor by)
    {
        var entries = Both(promotion, promotion.IsImport ? "configuration.imported" : "promotion.applied", promotion.AppliedAt, by);
        if (plan.Connector is { IsNew: true } connector)
        {
            entries.Add(Entry(promotion, promotion.AppliedAt, by, "connector.revision_added", new Dictionary<string, string>
            {
                ["revision"] = Text(connector.Result.Number),
                ["type"] = connector.Result.Type,
                ["hash"] = connector.Result.Hash,
            }));
        }

        if (plan.Settings is { Changes: { Count: > 0 } changes })
        {
            var members = changes.Select(change => change.Path.Split('.', '[')[1]).Distinct();
            entries.Add(Entry(promotion, promotion.AppliedAt, by, "tenant.changed", new Dictionary<string, string> { ["members"] = string.Join(", ", members) }));
        }

        if (plan.Templates is { Versions.Count: > 0 } templates)
        {
            entries.Add(Entry(promotion, promotion.AppliedAt, by, "templates.promoted", new Dictionary<string, string>
            {
                ["count"] = Text(templates.Versions.Count),
                ["deleted"] = Text(templates.Versions.Count(version => version.Source is null)),
            }));
        }

        if (activation is not null)
        {
            entries.Add(Of(promotion, activation, by, "connector.activated"));
        }

        return entries;
    }

    public static List<AuditEntry> OfUndone(Promotion promotion, Activation? activation, DateTimeOffset at, Actor by)
    {
        var entries = Both(promotion, promotion.IsImport ? "configuration.import_undone" : "promotion.undone", at, by);
        if (activation is not null)
        {
            entries.Add(Of(promotion, activation, by, activation.Revision is null ? "connector.deleted" : "connector.rolled_back"));
        }

        return entries;
    }

    private static List<AuditEntry> Both(Promotion promotion, string action, DateTimeOffset at, Actor by)
    {
        var content = promotion.Content;
        var details = new Dictionary<string, string>
        {
            ["source"] = promotion.Source.ToString(),
            ["target"] = promotion.Target.ToString(),
            ["include"] = string.Join(", ", content.Include),
            ["changes"] = Text(content.Changes.Count),
        };
        Add("sourceRevision", content.SourceRevision is { } from ? Text(from) : null);
        Add("receipt", content.Receipt);
        Add("revision", content.Revision is { } to ? Text(to) : null);
        Add("forced", content.Forced);
        var entry = Entry(promotion, at, by, action, details);
        return promotion.IsImport ? [entry] : [entry, entry with { Tenant = promotion.Source }];

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                details[name] = value;
            }
        }
    }

    private static AuditEntry Of(Promotion promotion, Activation activation, Actor by, string action)
    {
        var details = new Dictionary<string, string>
        {
            ["epoch"] = activation.Epoch.ToString(CultureInfo.InvariantCulture),
            ["queued"] = activation.Queued.ToString(),
        };
        if (activation.Revision is { } revision)
        {
            details["revision"] = Text(revision);
        }

        if (activation.Previous is { } previous)
        {
            details["previous"] = Text(previous);
        }

        return Entry(promotion, activation.At, by, action, details);
    }

    private static AuditEntry Entry(Promotion promotion, DateTimeOffset at, Actor by, string action, Dictionary<string, string> details)
    {
        details["promotion"] = promotion.Id;
        return new AuditEntry(promotion.Target, at, by, action, details);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
