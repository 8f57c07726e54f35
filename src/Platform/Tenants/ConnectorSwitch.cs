using System.Globalization;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Problems;

namespace EmailPlatform.Platform.Tenants;

/// <summary>Thinks through every step in the order of a tenant's connectors: which guard refuses it, and what it writes.</summary>
internal sealed class ConnectorSwitch(ITenantStore store, RevisionLedger ledger, RevisionUse use, CapabilityLosses losses, TimeProvider time)
{
    public async Task<Result<TenantPlan<Activated>>> ActivateAsync(TenantSnapshot before, ActivationRequest request, Actor by, CancellationToken cancellationToken)
    {
        if (EpochConflict(before, request.ExpectedEpoch) is { } conflict)
        {
            return conflict;
        }

        if (!(await ledger.RequireAsync(request.Revision, cancellationToken)).TryGet(out var revision, out var problem))
        {
            return problem;
        }

        if (before.Connector?.Revision == revision.Number)
        {
            var current = await store.FindActivationAsync(before.Id, before.Epoch, cancellationToken);
            return new TenantPlan<Activated>(null, before.Connector, after => new Activated(after.Epoch, revision.Number, current?.Previous, []));
        }

        if (use.Refuses(before.State, revision) is { } unusable)
        {
            return unusable;
        }

        var tested = await ledger.IsTestedAsync(before, revision, cancellationToken);
        var broken = FlowGuard.Broken(before.Settings, before.With(ActiveConnector.KnownUsages(revision)));
        if (request.ForceReason is null && !tested)
        {
            return new Problem(
                ProblemCode.UntestedRevision,
                $"Revision {revision.Number} has no test that went well for every usage that it configures. Test it, or force with a reason.");
        }

        if (request.ForceReason is null && broken.Count > 0)
        {
            return InUse($"Revision {revision.Number} lacks usages that the tenant's flows need.", broken);
        }

        var warnings = Warnings(before, revision, tested, broken, request.Queued);
        return Step(before, revision, request.Queued, by, "connector.activated", warnings, request.ForceReason);
    }

    public async Task<Result<TenantPlan<Activated>>> RollbackAsync(TenantSnapshot before, RollbackRequest request, Actor by, CancellationToken cancellationToken)
    {
        if (EpochConflict(before, request.ExpectedEpoch) is { } conflict)
        {
            return conflict;
        }

        var current = await store.FindActivationAsync(before.Id, before.Epoch, cancellationToken);
        if (current?.Previous is not { } previous)
        {
            return Problem.WrongState("No revision was active before the current one: there is nothing to roll back to.");
        }

        if (!(await ledger.RequireAsync(previous, cancellationToken)).TryGet(out var revision, out var problem))
        {
            return problem;
        }

        if (use.Refuses(before.State, revision) is { } unusable)
        {
            return unusable;
        }

        // It sent before and needs no new proof; what it lacks is said, because going back must take one step.
        var broken = FlowGuard.Broken(before.Settings, before.With(ActiveConnector.KnownUsages(revision)));
        return Step(before, revision, request.Queued, by, "connector.rolled_back", Warnings(before, revision, true, broken, request.Queued), null);
    }

    public Result<TenantPlan<Activated>> Delete(TenantSnapshot before, string? forceReason, Actor by)
    {
        if (before.Connector is null)
        {
            return new Problem(ProblemCode.ConnectorNotConfigured, $"Tenant {before.Id} has no active connector.");
        }

        var broken = FlowGuard.Broken(before.Settings, []);
        return forceReason is null && broken.Count > 0
            ? InUse("Without a connector the tenant's flows have no email.", broken)
            : Step(before, null, QueuePolicy.Hold, by, "connector.deleted", [], forceReason);
    }

    public async Task<Result<TenantPlan<Revision>>> RetireAsync(TenantSnapshot before, int number, Actor by, CancellationToken cancellationToken)
    {
        if (!(await ledger.RequireAsync(number, cancellationToken)).TryGet(out var revision, out var problem))
        {
            return problem;
        }

        if (before.Connector?.Revision == number)
        {
            return Problem.WrongState($"Revision {number} is active. Activate another one first.");
        }

        if (revision.RetiredAt is not null)
        {
            return new TenantPlan<Revision>(null, before.Connector, _ => revision);
        }

        var now = time.GetUtcNow();
        var audit = new AuditEntry(before.Id, now, by, "connector.revision_retired", new Dictionary<string, string> { ["revision"] = Text(number) });
        var change = new TenantChange(before.Version, before.State with { Version = before.Version + 1 }, audit, Retire: number);
        return new TenantPlan<Revision>(change, before.Connector, _ => revision with { SealedConfig = null, RetiredAt = now });
    }

    private static Problem? EpochConflict(TenantSnapshot before, long? expected) => expected is { } epoch && epoch != before.Epoch
        ? new Problem(ProblemCode.EpochConflict, $"The epoch is {before.Epoch}, not {epoch}: somebody else switched.")
        : null;

    private TenantPlan<Activated> Step(
        TenantSnapshot before, Revision? revision, QueuePolicy queued, Actor by, string action, IReadOnlyList<ConfigProblem> warnings, string? reason)
    {
        var activation = new Activation(
            before.Id, before.Epoch + 1, revision?.Number, before.Connector?.Revision, queued, time.GetUtcNow(), by.Name, reason);
        var change = new TenantChange(
            before.Version,
            before.State with { Version = before.Version + 1, Epoch = activation.Epoch, ActiveRevision = activation.Revision },
            Audit(activation, by, action),
            NewActivation: activation);
        return new TenantPlan<Activated>(
            change,
            revision is null ? null : ActiveConnector.Of(revision),
            after => new Activated(after.Epoch, activation.Revision, activation.Previous, warnings));
    }

    private static AuditEntry Audit(Activation activation, Actor by, string action)
    {
        var details = new Dictionary<string, string>
        {
            ["epoch"] = activation.Epoch.ToString(CultureInfo.InvariantCulture),
            ["queued"] = activation.Queued.ToString(),
        };
        Add("revision", activation.Revision is { } revision ? Text(revision) : null);
        Add("previous", activation.Previous is { } previous ? Text(previous) : null);
        Add("forced", activation.Forced);
        return new AuditEntry(activation.Tenant, activation.At, by, action, details);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                details[name] = value;
            }
        }
    }

    private List<ConfigProblem> Warnings(TenantSnapshot before, Revision revision, bool tested, IReadOnlyList<Flow> broken, QueuePolicy queued)
    {
        var warnings = broken.Select(flow => new ConfigProblem("", "flow_without_email", $"The flow {flow} has no email with revision {revision.Number}."))
            .Concat(losses.Between(before.Connector?.Type, revision.Type, queued))
            .ToList();
        if (!tested)
        {
            warnings.Insert(0, new ConfigProblem("", ProblemCode.UntestedRevision, $"Revision {revision.Number} was not tested."));
        }

        return warnings;
    }

    private static Problem InUse(string detail, IReadOnlyList<Flow> flows) =>
        new(ProblemCode.ConnectorInUse, $"{detail} Change the flows, or force with a reason.", Flows: flows);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
