using EmailPlatform.Connectors;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Templates.Files;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Templates.Stored;

/// <summary>
/// A tenant's own templates, by usage and locale. A change is one of the tenant: it takes its turn, raises the version, and is in
/// force on every node when it is answered. Locales are canonical tags; the caller sees to that.
/// </summary>
public sealed class TenantTemplates
{
    private const int MostExported = 16 * 1024 * 1024;

    private readonly TenantId _tenant;
    private readonly ITemplateStore _store;
    private readonly TemplateCache _cache;
    private readonly TemplateChanges _changes;
    private readonly TenantWriter _writer;
    private readonly Func<CancellationToken, Task<TenantSnapshot>> _newest;

    internal TenantTemplates(TenantId tenant, TenantParts parts, TenantWriter writer, Func<CancellationToken, Task<TenantSnapshot>> newest)
    {
        _tenant = tenant;
        _store = parts.Templates;
        _cache = parts.TemplateCache;
        _changes = new TemplateChanges(parts.Templates, parts.Time);
        _writer = writer;
        _newest = newest;
    }

    /// <summary>All current ones, by usage and locale, as every node knows them.</summary>
    public async Task<TemplateIndex> ListAsync(CancellationToken cancellationToken) => (await _newest(cancellationToken)).Templates;

    /// <summary>The current one.</summary>
    public async Task<Result<TemplateView>> FindAsync(UsageType usageType, string locale, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).Find(usageType, locale) is { } entry
            ? await FindAsync(usageType, locale, entry.Version, cancellationToken)
            : NoSuch(usageType, locale);

    /// <summary>One of its versions.</summary>
    public async Task<Result<TemplateView>> FindAsync(UsageType usageType, string locale, int number, CancellationToken cancellationToken) =>
        await _store.FindAsync(_tenant, usageType, locale, number, cancellationToken) switch
        {
            null => NoSuch(usageType, locale, number),
            { Source: null } => Problem.WrongState($"With version {number} the template was deleted: it has no content."),
            { Source: { } source } version => new TemplateView(version, source, []),
        };

    /// <summary>Newest first, also of one that is deleted; without contents.</summary>
    public async Task<Result<Page<TemplateVersion>>> ListVersionsAsync(UsageType usageType, string locale, int? before, int limit, CancellationToken cancellationToken)
    {
        var page = await _store.ListAsync(_tenant, usageType, locale, before, limit, cancellationToken);
        return page.Items.Count == 0 && before is null ? NoSuch(usageType, locale) : page;
    }

    /// <summary>What differs between two of its versions; one in which it was deleted has nothing.</summary>
    public async Task<Result<IReadOnlyList<PartChange>>> DiffAsync(UsageType usageType, string locale, int from, int to, CancellationToken cancellationToken)
    {
        if (await _store.FindAsync(_tenant, usageType, locale, from, cancellationToken) is not { } left)
        {
            return NoSuch(usageType, locale, from);
        }

        if (await _store.FindAsync(_tenant, usageType, locale, to, cancellationToken) is not { } right)
        {
            return NoSuch(usageType, locale, to);
        }

        return PartChange.Between(left.Source, right.Source);
    }

    /// <summary>All current ones as files, or those of one usage.</summary>
    public async Task<Result<SortedDictionary<string, string>>> ExportAsync(UsageType? usageType, CancellationToken cancellationToken)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var size = 0L;
        foreach (var entry in (await ListAsync(cancellationToken)).Entries.Where(entry => usageType is null || entry.UsageType == usageType))
        {
            if (!(await FindAsync(entry.UsageType, entry.Locale, entry.Version, cancellationToken)).TryGet(out var view, out var problem))
            {
                return problem;
            }

            foreach (var (path, content) in TemplateFiles.Write(entry.UsageType, entry.Locale, view.Source))
            {
                files[path] = content;
                size += content.Length;
            }

            if (size > MostExported)
            {
                return new Problem(ProblemCode.PayloadTooLarge, "These are more than 16 MiB of templates: name a usageType to get them in parts.");
            }
        }

        return files;
    }

    /// <summary>Makes this the template of its usage and locale. One that says the same as the current one changes nothing.</summary>
    /// <param name="expectedVersion">From <c>If-Match</c>; 0 for one that is not there.</param>
    public Task<Result<TemplateChange>> SaveAsync(TemplateWish wish, int? expectedVersion, Actor by, CancellationToken cancellationToken) =>
        SaveAsync(wish, expectedVersion, by, "template.saved", cancellationToken);

    /// <summary>Makes the content of an earlier version the current one again, as a new version.</summary>
    public async Task<Result<TemplateChange>> RestoreAsync(UsageType usageType, string locale, int number, Actor by, CancellationToken cancellationToken) =>
        (await FindAsync(usageType, locale, number, cancellationToken)).TryGet(out var view, out var problem)
            ? await SaveAsync(new TemplateWish(usageType, locale, view.Source), null, by, "template.restored", cancellationToken)
            : problem;

    /// <summary>Saves the ready-made template of the nearest language as one's own, to be changed from there.</summary>
    /// <param name="senderName">The tenant's name when <c>null</c>.</param>
    public async Task<Result<TemplateChange>> CopyReadyMadeAsync(
        UsageType usageType, string locale, string? senderName, string? companyInformation, Actor by, CancellationToken cancellationToken)
    {
        var name = senderName ?? (await _newest(cancellationToken)).State.Name;
        return ReadyMadeCopy.Make(usageType, locale, name, companyInformation).TryGet(out var source, out var problem)
            ? await SaveAsync(new TemplateWish(usageType, locale, source), null, by, "template.copied", cancellationToken)
            : problem;
    }

    /// <summary>Deletes it, unless a flow would lose its last template.</summary>
    public async Task<Result<TemplatesChanged>> DeleteAsync(UsageType usageType, string locale, int? expectedVersion, string? forceReason, Actor by, CancellationToken cancellationToken)
    {
        if (ForceReason.Check(forceReason, "force") is { } problem)
        {
            return problem;
        }

        return await _writer.ChangeAsync(
            async (before, token) => before.Templates.Find(usageType, locale) is not { } entry
                ? NoSuch(usageType, locale)
                : NotThatVersion(entry, expectedVersion) is { } conflict
                    ? conflict
                    : await _changes.ChangeAsync(before, [], [entry], forceReason, by, "template.deleted", token),
            cancellationToken);
    }

    /// <summary>Saves many at once, or none.</summary>
    /// <param name="replace">Whether those that are not among them are deleted.</param>
    /// <param name="dryRun">Only tells what would be done.</param>
    public async Task<Result<TemplatesChanged>> ImportAsync(
        IReadOnlyList<TemplateWish> wishes, bool replace, bool dryRun, string? forceReason, Actor by, CancellationToken cancellationToken)
    {
        if (ForceReason.Check(forceReason, "force.reason") is { } unreasonable)
        {
            return unreasonable;
        }

        var drafts = new List<(TemplateWish, TemplateDraft)>();
        var refused = new List<Problem>();
        foreach (var wish in wishes)
        {
            if (TemplateDraft.Read(wish.UsageType, wish.Source, wish.Where).TryGet(out var draft, out var problem))
            {
                drafts.Add((wish, draft));
            }
            else
            {
                refused.Add(problem);
            }
        }

        if (refused.Count > 0)
        {
            return new Problem(refused[0].Code, $"{refused.Count} of {wishes.Count} templates have problems.", [.. refused.SelectMany(problem => problem.Errors ?? [])]);
        }

        Task<Result<TenantPlan<TemplatesChanged>>> Think(TenantSnapshot before, CancellationToken token)
        {
            var kept = wishes.Select(wish => (wish.UsageType, wish.Locale)).ToHashSet();
            var deleted = replace ? before.Templates.Entries.Where(entry => !kept.Contains((entry.UsageType, entry.Locale))).ToList() : [];
            return _changes.ChangeAsync(before, drafts, deleted, forceReason, by, "templates.imported", token);
        }

        if (dryRun)
        {
            var before = await _newest(cancellationToken);
            return (await Think(before, cancellationToken)).TryGet(out var plan, out var problem) ? plan.Answer(before) : problem;
        }

        var imported = await _writer.ChangeAsync(Think, cancellationToken);
        Keep(imported.Value?.Changes ?? []);
        return imported;
    }

    private async Task<Result<TemplateChange>> SaveAsync(TemplateWish wish, int? expectedVersion, Actor by, string action, CancellationToken cancellationToken)
    {
        if (!TemplateDraft.Read(wish.UsageType, wish.Source, wish.Where).TryGet(out var draft, out var problem))
        {
            return problem;
        }

        var saved = await _writer.ChangeAsync(
            async (before, token) => NotThatVersion(before.Templates.Find(wish.UsageType, wish.Locale), expectedVersion) is { } conflict
                ? conflict
                : await _changes.ChangeAsync(before, [(wish, draft)], [], null, by, action, token),
            cancellationToken);
        if (!saved.TryGet(out var changed, out problem))
        {
            return problem;
        }

        Keep(changed.Changes);
        return changed.Changes[0];
    }

    /// <summary>What was compiled to be checked is not compiled again by the first message.</summary>
    private void Keep(IReadOnlyList<TemplateChange> changes)
    {
        foreach (var change in changes.Where(change => change.Kind is TemplateChangeKind.Added or TemplateChangeKind.Changed))
        {
            if (change.Draft is { } draft)
            {
                _cache.Put(change.Version, draft.Source, draft.Template);
            }
        }
    }

    private static Problem? NotThatVersion(TemplateEntry? there, int? expected) => expected is { } version && version != (there?.Version ?? 0)
        ? new Problem(ProblemCode.PreconditionFailed, there is null ? "The template is not there." : $"The template is at version {there.Version}, not {version}.")
        : null;

    private static Problem NoSuch(UsageType usageType, string locale) => Problem.NotFound($"There is no template {usageType}/{locale}.");

    private static Problem NoSuch(UsageType usageType, string locale, int number) =>
        Problem.NotFound($"There is no version {number} of a template {usageType}/{locale}.");
}
