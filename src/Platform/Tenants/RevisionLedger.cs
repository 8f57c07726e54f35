using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Platform.Tenants;

/// <summary>Reads a tenant's revisions and what has been proved of them.</summary>
internal sealed class RevisionLedger(TenantId id, ITenantStore store)
{
    public async Task<Result<Revision>> RequireAsync(int number, CancellationToken cancellationToken) =>
        await store.FindRevisionAsync(id, number, cancellationToken) is { } revision
            ? revision
            : Problem.NotFound($"Tenant {id} has no revision {number}.");

    public async Task<RevisionView?> FindAsync(TenantSnapshot tenant, int number, CancellationToken cancellationToken) =>
        await store.FindRevisionAsync(id, number, cancellationToken) is { } revision ? await ViewAsync(tenant, revision, cancellationToken) : null;

    public async Task<Page<RevisionView>> ListAsync(TenantSnapshot tenant, int? before, int limit, CancellationToken cancellationToken)
    {
        var page = await store.ListRevisionsAsync(id, before, limit, cancellationToken);
        var proved = await store.ListProvedUsagesAsync(id, [.. page.Items.Select(revision => revision.Hash)], cancellationToken);
        return new Page<RevisionView>([.. page.Items.Select(revision => new RevisionView(revision, IsTested(tenant, revision, proved), []))], page.Next);
    }

    public async Task<Result<ConnectorView>> ActiveAsync(TenantSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (snapshot.Connector is not { } connector
            || await store.FindActivationAsync(id, snapshot.Epoch, cancellationToken) is not { } activation
            || await FindAsync(snapshot, connector.Revision, cancellationToken) is not { } revision)
        {
            return new Problem(ProblemCode.ConnectorNotConfigured, $"Tenant {id} has no active connector.");
        }

        return new ConnectorView(revision, activation);
    }

    public async Task<Result<IReadOnlyList<ConfigChange>>> DiffAsync(int from, int to, CancellationToken cancellationToken)
    {
        if (!(await RequireAsync(from, cancellationToken)).TryGet(out var left, out var problem)
            || !(await RequireAsync(to, cancellationToken)).TryGet(out var right, out problem))
        {
            return problem;
        }

        return RevisionDiff.Between(left, right);
    }

    /// <summary>Whether tests that went well cover every usage that the revision or the tenant has a template for; one that was never tested is not, whatever it configures.</summary>
    public async Task<bool> IsTestedAsync(TenantSnapshot tenant, Revision revision, CancellationToken cancellationToken) =>
        IsTested(tenant, revision, await store.ListProvedUsagesAsync(id, [revision.Hash], cancellationToken));

    private static bool IsTested(TenantSnapshot tenant, Revision revision, ILookup<string, string> proved) =>
        proved.Contains(revision.Hash) && tenant.With(ActiveConnector.KnownUsages(revision)).All(usage => proved[revision.Hash].Contains(usage.ToString()));

    private async Task<RevisionView> ViewAsync(TenantSnapshot tenant, Revision revision, CancellationToken cancellationToken)
    {
        // What was rendered last counts; older receipts than these say nothing new.
        const int Read = 200;
        var rendered = (await store.ListReceiptsAsync(id, revision.Hash, Read, cancellationToken))
            .SelectMany(receipt => receipt.Templates ?? [])
            .DistinctBy(template => (template.UsageType, template.Locale));
        return new RevisionView(
            revision,
            await IsTestedAsync(tenant, revision, cancellationToken),
            [],
            rendered.Any(template => template.IsChanged(tenant.Templates, tenant.Settings.DefaultLocale)));
    }
}
