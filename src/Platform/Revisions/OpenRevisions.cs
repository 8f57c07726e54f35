using System.Collections.Concurrent;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Tenants;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.Revisions;

/// <summary>
/// Revisions that are open on this node: each opened once however many ask, kept while used, closed when nobody used it
/// for long, when there are too many, or when its secrets are destroyed; never under an attempt's feet.
/// </summary>
public sealed class OpenRevisions(
    ITenantStore store,
    ConnectorCatalog catalog,
    KeyRing keys,
    ConnectorSurroundings surroundings,
    TimeProvider time,
    IOptions<OpenRevisionOptions> options) : IRevisionOpener, IAsyncDisposable
{
    private readonly ConcurrentDictionary<(TenantId Tenant, int Number), Lazy<Task<RevisionEntry?>>> _entries = new();
    private readonly ConcurrentQueue<CompiledRevision> _closing = new();

    /// <exception cref="SealedDataException">The configuration's encryption key is not here.</exception>
    public async ValueTask<IOpenRevision?> OpenAsync(TenantId tenant, int revision, CancellationToken cancellationToken)
    {
        var key = (tenant, revision);
        while (true)
        {
            var opening = _entries.GetOrAdd(
                key, static (key, self) => new Lazy<Task<RevisionEntry?>>(() => self.LoadAsync(key.Tenant, key.Number)), this);
            RevisionEntry? entry = null;
            try
            {
                // Shared by all who ask: one caller's going away does not end it.
                entry = await opening.Value.WaitAsync(cancellationToken);
            }
            finally
            {
                if (entry is null && opening.Value.IsCompleted)
                {
                    _entries.TryRemove(KeyValuePair.Create(key, opening));
                }
            }

            if (entry is null)
            {
                return null;
            }

            if (entry.TryHold(time.GetTimestamp()))
            {
                return new RevisionLease(entry);
            }

            _entries.TryRemove(KeyValuePair.Create(key, opening));
        }
    }

    /// <summary>
    /// Lets go of a tenant's revisions, or of one, because their secrets are destroyed or nothing may send any more. The next
    /// sweep closes them: saying goodbye to a provider may take longer than whoever asked should wait.
    /// </summary>
    public async Task ForgetAsync(TenantId tenant, int? revision = null)
    {
        foreach (var opened in _entries.Where(entry => entry.Key.Tenant == tenant && (revision is null || entry.Key.Number == revision)))
        {
            await RemoveAsync(opened);
        }
    }

    /// <summary>Lets go of what nobody used for long and of what is too much, and closes what nobody holds any more. Called every few seconds.</summary>
    public async Task SweepAsync()
    {
        var open = new List<(KeyValuePair<(TenantId, int), Lazy<Task<RevisionEntry?>>> Opened, RevisionEntry Entry)>();
        foreach (var opened in _entries)
        {
            if (opened.Value is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } && await opened.Value.Value is { IsIdle: true } entry)
            {
                open.Add((opened, entry));
            }
        }

        var surplus = _entries.Count - options.Value.Most;
        foreach (var (opened, entry) in open.OrderBy(entry => entry.Entry.UsedAt))
        {
            if (surplus-- > 0 || time.GetElapsedTime(entry.UsedAt) >= options.Value.Idle)
            {
                await RemoveAsync(opened);
            }
        }

        await CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in _entries)
        {
            await RemoveAsync(opened);
        }

        await CloseAsync();
    }

    private async Task<RevisionEntry?> LoadAsync(TenantId tenant, int number)
    {
        var revision = await store.FindRevisionAsync(tenant, number, CancellationToken.None);
        if (revision?.SealedConfig is not { } data || !catalog.TryFind(revision.Type, out var connector))
        {
            return null;
        }

        var config = SealedConfig.Open(keys, tenant, number, data);
        var compiled = CompiledRevision.Compile(connector, config, surroundings.For(tenant, number));
        return new RevisionEntry(compiled, time.GetTimestamp(), _closing.Enqueue);
    }

    private async Task RemoveAsync(KeyValuePair<(TenantId, int), Lazy<Task<RevisionEntry?>>> opened)
    {
        // Of several who remove it, the one that does lets go of the cache's hold.
        if (!_entries.TryRemove(opened))
        {
            return;
        }

        // One that could not be opened was told to those who asked for it; here there is nothing to let go of.
        var opening = opened.Value.Value;
        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opening.IsCompletedSuccessfully && await opening is { } entry)
        {
            entry.LetGo();
        }
    }

    private async Task CloseAsync()
    {
        while (_closing.TryDequeue(out var revision))
        {
            await revision.Connector.DisposeAsync();
        }
    }
}
