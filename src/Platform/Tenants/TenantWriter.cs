using EmailPlatform.Platform.Problems;

namespace EmailPlatform.Platform.Tenants;

/// <summary>
/// Changes one tenant, one change at a time: think on the newest state, write on the condition that it still is, swap the
/// snapshot, answer. Another node's change in between means thinking again; the store decides, this only saves it work.
/// </summary>
internal sealed class TenantWriter(TenantId id, ITenantStore store, Action<TenantSnapshot> publish)
{
    private readonly SemaphoreSlim _turn = new(1);

    public bool IsBusy => _turn.CurrentCount == 0;

    public async Task<Result<T>> ChangeAsync<T>(
        Func<TenantSnapshot, CancellationToken, Task<Result<TenantPlan<T>>>> think,
        CancellationToken cancellationToken)
        where T : class
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                var before = await LoadAsync(id, store, cancellationToken);
                if (before is null || before.State.DeletedAt is not null)
                {
                    return Problem.NotFound($"There is no tenant {id}.");
                }

                publish(before);
                if (!(await think(before, cancellationToken)).TryGet(out var plan, out var problem))
                {
                    return problem;
                }

                if (plan.Change is null)
                {
                    return plan.Answer(before);
                }

                if (await store.TryWriteAsync(plan.Change, cancellationToken))
                {
                    // Before the answer: whoever is answered finds every snapshot of this node on the new epoch.
                    var after = new TenantSnapshot(plan.Change.Next, plan.Connector);
                    publish(after);
                    return plan.Answer(after);
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The newest committed state; the revision it names is immutable, so two reads are one picture.</summary>
    public static async Task<TenantSnapshot?> LoadAsync(TenantId id, ITenantStore store, CancellationToken cancellationToken)
    {
        var state = await store.FindAsync(id, cancellationToken);
        if (state?.ActiveRevision is not { } number)
        {
            return state is null ? null : new TenantSnapshot(state, null);
        }

        var revision = await store.FindRevisionAsync(id, number, cancellationToken)
            ?? throw new InvalidOperationException($"Tenant {id} names revision {number}, which is not there.");
        return new TenantSnapshot(state, ActiveConnector.Of(revision));
    }
}
