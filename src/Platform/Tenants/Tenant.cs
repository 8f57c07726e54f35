using System.Text.Json;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Testing;

namespace EmailPlatform.Platform.Tenants;

/// <summary>
/// One tenant: its settings, its connector's revisions, which of them sends. Changes take turns and are durable when they
/// are answered; reads come from an immutable snapshot. Every call is safe to repeat. Who may do what is the caller's to check.
/// </summary>
public sealed class Tenant
{
    private readonly TenantParts _parts;
    private readonly TenantWriter _writer;
    private readonly RevisionLedger _ledger;
    private readonly ConnectorSwitch _switch;
    private readonly SettingsChanges _settings;
    private TenantSnapshot _snapshot;
    private long _usedAt;

    internal Tenant(TenantSnapshot snapshot, TenantParts parts, Action<TenantSnapshot> publish)
    {
        _snapshot = snapshot;
        _parts = parts;
        _usedAt = parts.Time.GetTimestamp();
        _ledger = new RevisionLedger(snapshot.Id, parts.Store);
        _switch = new ConnectorSwitch(parts.Store, _ledger, new RevisionUse(parts.Production, parts.Revisions), parts.Losses, parts.Time);
        _settings = new SettingsChanges(parts.Production, parts.Time);
        _writer = new TenantWriter(snapshot.Id, parts.Store, after =>
        {
            Install(after);
            publish(after);
        });
        Templates = new TenantTemplates(snapshot.Id, parts, _writer, NewestAsync);
    }

    public TenantId Id => _snapshot.Id;

    /// <summary>The newest state that this node knows.</summary>
    public TenantSnapshot Snapshot => Volatile.Read(ref _snapshot);

    /// <summary>The tenant's own templates.</summary>
    public TenantTemplates Templates { get; }

    internal bool IsBusy => _writer.IsBusy;

    internal long UsedAt => Volatile.Read(ref _usedAt);

    /// <summary>Merges a patch (RFC 7396) into what <see cref="TenantDocument"/> shows.</summary>
    /// <param name="expectedVersion">From <c>If-Match</c>.</param>
    public Task<Result<TenantSnapshot>> PatchAsync(JsonElement patch, long? expectedVersion, Actor by, CancellationToken cancellationToken) =>
        _writer.ChangeAsync((before, _) => Task.FromResult(_settings.Patch(before, patch, expectedVersion, by)), cancellationToken);

    /// <summary>Ends the tenant: its keys are revoked, nothing more is sent, its id is never used again.</summary>
    public async Task<Result<TenantSnapshot>> DeleteAsync(string? forceReason, Actor by, CancellationToken cancellationToken)
    {
        if (ForceReason.Check(forceReason, "force") is { } problem)
        {
            return problem;
        }

        var deleted = await _writer.ChangeAsync((before, _) => Task.FromResult(_settings.Delete(before, forceReason, by)), cancellationToken);
        if (deleted.IsOk)
        {
            await _parts.Open.ForgetAsync(Id);
        }

        return deleted;
    }

    /// <summary>Checks a configuration, keeps it under the next number, and answers with every problem when there are any.</summary>
    public Task<Result<RevisionView>> AddRevisionAsync(NewRevision request, Actor by, CancellationToken cancellationToken) =>
        _writer.ChangeAsync((before, token) => _parts.Revisions.AddAsync(before, request, by, _ledger, token), cancellationToken);

    /// <summary>Sends test mail with a stored revision, through the way that real mail takes.</summary>
    public async Task<Result<TestReport>> TestAsync(int revision, TestRequest request, Actor by, CancellationToken cancellationToken) =>
        (await _ledger.RequireAsync(revision, cancellationToken)).TryGet(out var stored, out var problem)
            ? await _parts.Tests.RunAsync(await NewestAsync(cancellationToken), stored, request, by, cancellationToken)
            : problem;

    /// <summary>The same with a configuration that is not stored; what it proves holds for a revision with the same hash.</summary>
    public async Task<Result<TestReport>> TestAsync(NewRevision config, TestRequest request, Actor by, CancellationToken cancellationToken) =>
        await _parts.Tests.RunAsync(await NewestAsync(cancellationToken), config, request, by, cancellationToken);

    /// <summary>Lets a revision send. Once this has answered, every snapshot of this node shows the new epoch.</summary>
    public async Task<Result<Activated>> ActivateAsync(ActivationRequest request, Actor by, CancellationToken cancellationToken) =>
        ForceReason.Check(request.ForceReason, "force.reason") is { } problem
            ? problem
            : await _writer.ChangeAsync((before, token) => _switch.ActivateAsync(before, request, by, token), cancellationToken);

    /// <summary>Activates the revision that was active before; twice toggles, and a deletion is undone.</summary>
    public Task<Result<Activated>> RollbackAsync(RollbackRequest request, Actor by, CancellationToken cancellationToken) =>
        _writer.ChangeAsync((before, token) => _switch.RollbackAsync(before, request, by, token), cancellationToken);

    /// <summary>Leaves the tenant without a connector; waiting mail is held.</summary>
    public async Task<Result<Activated>> DeleteConnectorAsync(string? forceReason, Actor by, CancellationToken cancellationToken) =>
        ForceReason.Check(forceReason, "force") is { } problem
            ? problem
            : await _writer.ChangeAsync((before, _) => Task.FromResult(_switch.Delete(before, forceReason, by)), cancellationToken);

    /// <summary>Destroys a revision's secrets for good.</summary>
    public async Task<Result<Revision>> RetireAsync(int revision, Actor by, CancellationToken cancellationToken)
    {
        var retired = await _writer.ChangeAsync((before, token) => _switch.RetireAsync(before, revision, by, token), cancellationToken);
        if (retired.IsOk)
        {
            await _parts.Open.ForgetAsync(Id, revision);
        }

        return retired;
    }

    /// <summary>The active revision and the step that made it so.</summary>
    public async Task<Result<ConnectorView>> ConnectorAsync(CancellationToken cancellationToken) =>
        await _ledger.ActiveAsync(await NewestAsync(cancellationToken), cancellationToken);

    public async Task<RevisionView?> FindRevisionAsync(int number, CancellationToken cancellationToken) =>
        await _ledger.FindAsync(await NewestAsync(cancellationToken), number, cancellationToken);

    /// <summary>Newest first, those with a number below the one given; as many as go into a page, without their sealed configurations.</summary>
    public async Task<Page<RevisionView>> ListRevisionsAsync(int? before, int limit, CancellationToken cancellationToken) =>
        await _ledger.ListAsync(await NewestAsync(cancellationToken), before, limit, cancellationToken);

    /// <summary>What differs between two revisions; secrets by their fingerprints.</summary>
    public Task<Result<IReadOnlyList<ConfigChange>>> DiffAsync(int from, int to, CancellationToken cancellationToken) =>
        _ledger.DiffAsync(from, to, cancellationToken);

    /// <summary>Newest first; those for a hash, or all.</summary>
    public Task<IReadOnlyList<Receipt>> ListReceiptsAsync(string? hash, int limit, CancellationToken cancellationToken) =>
        _parts.Store.ListReceiptsAsync(Id, hash, limit, cancellationToken);

    /// <summary>A change that concerns more than this tenant alone, in its turn.</summary>
    internal Task<Result<T>> ChangeAsync<T>(
        Func<TenantSnapshot, CancellationToken, Task<Result<TenantPlan<T>>>> think, CancellationToken cancellationToken)
        where T : class => _writer.ChangeAsync(think, cancellationToken);

    internal void Touch() => Volatile.Write(ref _usedAt, _parts.Time.GetTimestamp());

    /// <summary>Takes a snapshot over unless a newer one is there already.</summary>
    internal void Install(TenantSnapshot snapshot)
    {
        var current = Snapshot;
        while (snapshot.Version > current.Version)
        {
            var seen = Interlocked.CompareExchange(ref _snapshot, snapshot, current);
            if (ReferenceEquals(seen, current))
            {
                return;
            }

            current = seen;
        }
    }

    /// <summary>What is shown or tested is what every node knows, not what this one remembers.</summary>
    private async Task<TenantSnapshot> NewestAsync(CancellationToken cancellationToken)
    {
        if (await TenantWriter.LoadAsync(Id, _parts.Store, cancellationToken) is { } loaded)
        {
            Install(loaded);
        }

        return Snapshot;
    }
}
