using System.Collections.Concurrent;
using System.Text.Json;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Revisions;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Testing;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.Tenants;

/// <summary>
/// Hosts tenants on the node that gets the call, loaded when they are asked for, a bounded number of them. The store
/// arbitrates between nodes; what is kept here only saves reading.
/// </summary>
public sealed class TenantDirectory
{
    private readonly ConcurrentDictionary<TenantId, Tenant> _hosted = new();
    private readonly TenantParts _parts;
    private readonly TenantOptions _options;
    private int _count;
    private int _evicting;

    public TenantDirectory(
        ITenantStore store,
        RevisionMaker revisions,
        OpenRevisions open,
        ConnectorTests tests,
        ConnectorCatalog catalog,
        ITemplateStore templates,
        TemplateCache templateCache,
        TimeProvider time,
        IOptions<TenantOptions> options)
    {
        _options = options.Value;
        _parts = new TenantParts(store, revisions, open, tests, new ProductionRule(catalog), new CapabilityLosses(catalog), templates, templateCache, time);
    }

    /// <summary>The newest snapshot that this node knows; <c>null</c> when there is no such tenant or it was deleted. The hot path: no store when it is hosted.</summary>
    public ValueTask<TenantSnapshot?> SnapshotAsync(TenantId id, CancellationToken cancellationToken)
    {
        if (_hosted.TryGetValue(id, out var tenant))
        {
            tenant.Touch();
            return ValueTask.FromResult(Living(tenant.Snapshot));
        }

        return new ValueTask<TenantSnapshot?>(RefreshAsync(id, cancellationToken));
    }

    /// <summary>Reads the newest committed state: for whoever was told that a snapshot is stale, or must show what another node wrote.</summary>
    public async Task<TenantSnapshot?> RefreshAsync(TenantId id, CancellationToken cancellationToken)
    {
        var loaded = await TenantWriter.LoadAsync(id, _parts.Store, cancellationToken);
        return loaded is null ? null : Living(Host(loaded).Snapshot);
    }

    /// <summary>A tenant's own templates as they are at this version or a later one, also of one that was deleted meanwhile. No store when that is hosted.</summary>
    public async ValueTask<TemplateIndex> TemplatesAsync(TenantId id, long version, CancellationToken cancellationToken)
    {
        if (_hosted.TryGetValue(id, out var tenant) && tenant.Snapshot.Version >= version)
        {
            return tenant.Snapshot.Templates;
        }

        return await TenantWriter.LoadAsync(id, _parts.Store, cancellationToken) is { } loaded ? Host(loaded).Snapshot.Templates : TemplateIndex.Empty;
    }

    /// <summary>The tenant itself; <c>null</c> as in <see cref="SnapshotAsync"/>.</summary>
    public async ValueTask<Tenant?> FindAsync(TenantId id, CancellationToken cancellationToken)
    {
        if (_hosted.TryGetValue(id, out var hosted))
        {
            hosted.Touch();
        }
        else if (await TenantWriter.LoadAsync(id, _parts.Store, cancellationToken) is { } loaded)
        {
            hosted = Host(loaded);
        }

        return hosted?.Snapshot.State.DeletedAt is null ? hosted : null;
    }

    /// <summary>Tenants that are not deleted, in order of their ids, after the id given.</summary>
    public Task<IReadOnlyList<TenantState>> ListAsync(TenantId? after, int limit, CancellationToken cancellationToken) =>
        _parts.Store.ListAsync(after, limit, cancellationToken);

    /// <summary>Creates a tenant; <c>tenant_exists</c> when the id was ever used.</summary>
    /// <param name="body">As <see cref="TenantDocument"/> has it, the id besides.</param>
    public async Task<Result<TenantSnapshot>> CreateAsync(TenantId id, JsonElement body, Actor by, CancellationToken cancellationToken)
    {
        if (!new SettingsChanges(_parts.Production, _parts.Time).Create(id, body, by).TryGet(out var change, out var problem))
        {
            return problem;
        }

        return await _parts.Store.TryWriteAsync(change, cancellationToken)
            ? Host(new TenantSnapshot(change.Next, null)).Snapshot
            : new Problem(ProblemCode.TenantExists, $"The id {id} is or was in use, and ids are never used again.");
    }

    /// <summary>Creates a tenant, or confirms that it is there as the body says.</summary>
    public async Task<Result<TenantCreated>> CreateOrConfirmAsync(TenantId id, JsonElement body, Actor by, CancellationToken cancellationToken)
    {
        if ((await CreateAsync(id, body, by, cancellationToken)).TryGet(out var created, out var problem))
        {
            return new TenantCreated(created, true);
        }

        if (problem.Code != ProblemCode.TenantExists || await RefreshAsync(id, cancellationToken) is not { } there)
        {
            return problem;
        }

        return SettingsChanges.Confirms(there.State, body)
            ? new TenantCreated(there, false)
            : problem with { Detail = $"The tenant {id} is there with other settings. PATCH changes them." };
    }

    private static TenantSnapshot? Living(TenantSnapshot snapshot) => snapshot.State.DeletedAt is null ? snapshot : null;

    private Tenant Host(TenantSnapshot loaded)
    {
        if (!_hosted.TryGetValue(loaded.Id, out var tenant))
        {
            var made = new Tenant(loaded, _parts, Publish);
            tenant = _hosted.GetOrAdd(loaded.Id, made);
            if (ReferenceEquals(tenant, made) && Interlocked.Increment(ref _count) > _options.Hosted)
            {
                Evict(made);
            }
        }

        Publish(loaded);
        return tenant;
    }

    /// <summary>A tenant that was evicted while somebody held it still tells the one that took its place.</summary>
    private void Publish(TenantSnapshot snapshot)
    {
        if (_hosted.TryGetValue(snapshot.Id, out var hosted))
        {
            hosted.Install(snapshot);
        }
    }

    /// <summary>A sixteenth at once, so that the search for the oldest is rare.</summary>
    private void Evict(Tenant newcomer)
    {
        if (Interlocked.Exchange(ref _evicting, 1) == 1)
        {
            return;
        }

        foreach (var tenant in _hosted.Values.Where(tenant => !tenant.IsBusy && tenant != newcomer).OrderBy(tenant => tenant.UsedAt).Take(Math.Max(1, _options.Hosted / 16)))
        {
            if (_hosted.TryRemove(KeyValuePair.Create(tenant.Id, tenant)))
            {
                Interlocked.Decrement(ref _count);
            }
        }

        Volatile.Write(ref _evicting, 0);
    }
}
