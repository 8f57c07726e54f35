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

    public async Task<RevisionView?> FindAsync(int number, CancellationToken cancellationToken) =>
        await store.FindRevisionAsync(id, number, cancellationToken) is { } revision ? await ViewAsync(revision, cancellationToken) : null;

    public async Task<Page<RevisionView>> ListAsync(int? before, int limit, CancellationToken cancellationToken)
    {
        var page = await store.ListRevisionsAsync(id, before, limit, cancellationToken);
        var proved = await store.ListProvedUsagesAsync(id, [.. page.Items.Select(revision => revision.Hash)], cancellationToken);
        return new Page<RevisionView>([.. page.Items.Select(revision => new RevisionView(revision, IsTested(revision, proved), []))], page.Next);
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
    public async Task<bool> IsTestedAsync(Revision revision, CancellationToken cancellationToken) =>
        IsTested(revision, await store.ListProvedUsagesAsync(id, [revision.Hash], cancellationToken));

    private static bool IsTested(Revision revision, ILookup<string, string> proved) =>
        proved.Contains(revision.Hash) && ActiveConnector.KnownUsages(revision).All(usage => proved[revision.Hash].Contains(usage.ToString()));

    private async Task<RevisionView> ViewAsync(Revision revision, CancellationToken cancellationToken) =>
        new(revision, await IsTestedAsync(revision, cancellationToken), []);
}
