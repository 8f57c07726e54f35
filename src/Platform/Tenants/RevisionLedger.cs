using EmailPlatform.Platform.Problems;

namespace EmailPlatform.Platform.Tenants;

/// <summary>Reads a tenant's revisions and what has been proved of them.</summary>
internal sealed class RevisionLedger(TenantId id, ITenantStore store)
{
    // Nobody tests one configuration more often than its usages have locales; the newest say enough.
    private const int ReceiptsRead = 200;

    public async Task<Result<Revision>> RequireAsync(int number, CancellationToken cancellationToken) =>
        await store.FindRevisionAsync(id, number, cancellationToken) is { } revision
            ? revision
            : Problem.NotFound($"Tenant {id} has no revision {number}.");

    public async Task<RevisionView?> FindAsync(int number, CancellationToken cancellationToken) =>
        await store.FindRevisionAsync(id, number, cancellationToken) is { } revision ? await ViewAsync(revision, cancellationToken) : null;

    public async Task<IReadOnlyList<RevisionView>> ListAsync(int? before, int limit, CancellationToken cancellationToken)
    {
        var views = new List<RevisionView>();
        foreach (var revision in await store.ListRevisionsAsync(id, before, limit, cancellationToken))
        {
            views.Add(await ViewAsync(revision, cancellationToken));
        }

        return views;
    }

    public async Task<Result<ConnectorView>> ActiveAsync(TenantSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (snapshot.Connector is not { } connector
            || await store.FindActivationAsync(id, snapshot.Epoch, cancellationToken) is not { } activation
            || await FindAsync(connector.Revision, cancellationToken) is not { } revision)
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

    /// <summary>Whether tests that went well cover every usage that the revision configures; one that was never tested is not, whatever it configures.</summary>
    public async Task<bool> IsTestedAsync(Revision revision, CancellationToken cancellationToken)
    {
        var receipts = await store.ListReceiptsAsync(id, revision.Hash, ReceiptsRead, cancellationToken);
        var proved = receipts.SelectMany(receipt => receipt.UsageTypes).ToHashSet(StringComparer.Ordinal);
        return proved.Count > 0 && ActiveConnector.KnownUsages(revision).All(usage => proved.Contains(usage.ToString()));
    }

    private async Task<RevisionView> ViewAsync(Revision revision, CancellationToken cancellationToken) =>
        new(revision, await IsTestedAsync(revision, cancellationToken), []);
}
