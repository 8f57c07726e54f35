using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Problems;

namespace EmailPlatform.Platform.Tenants;

/// <summary>Thinks through the creation of a tenant, changes of what can be set, and its end.</summary>
internal sealed class SettingsChanges(ProductionRule production, TimeProvider time)
{
    public Result<TenantChange> Create(TenantId id, JsonElement body, Actor by)
    {
        var problems = new List<ConfigProblem>();
        var now = time.GetUtcNow();
        var empty = new TenantState(id, id.ToString(), TenantEnvironment.Development, new TenantSettings(), 1, 0, 0, null, now);
        if (Merge(new JsonObject(), body, id) is not { } document)
        {
            return Problem.Invalid("", "wrong_type", "An object is needed.");
        }

        var state = TenantDocument.Read(document, empty, problems);
        if (problems.Count > 0)
        {
            return Problem.Invalid(problems);
        }

        return new TenantChange(0, state, new AuditEntry(id, now, by, "tenant.created", new Dictionary<string, string> { ["environment"] = state.Environment.ToString() }));
    }

    public Result<TenantPlan<TenantSnapshot>> Patch(TenantSnapshot before, JsonElement patch, long? expectedVersion, Actor by)
    {
        if (expectedVersion is { } version && version != before.Version)
        {
            return new Problem(ProblemCode.PreconditionFailed, $"The tenant is at version {before.Version}, not {version}.");
        }

        var current = TenantDocument.Of(before.State);
        if (Merge(current.DeepClone(), patch, before.Id) is not { } document)
        {
            return Problem.Invalid("", "wrong_type", "An object is needed.");
        }

        var problems = new List<ConfigProblem>();
        var next = TenantDocument.Read(document, before.State, problems);
        if (problems.Count > 0)
        {
            return Problem.Invalid(problems);
        }

        if (production.Refuses(next.Environment, before.Connector?.Type))
        {
            return Problem.WrongState($"The active connector, {before.Connector?.Type}, is for development tenants only. Activate another one first.");
        }

        var after = TenantDocument.Of(next);
        var changed = after.Select(member => member.Key).Union(current.Select(member => member.Key))
            .Where(name => !JsonNode.DeepEquals(after[name], current[name])).ToList();
        if (changed.Count == 0)
        {
            return new TenantPlan<TenantSnapshot>(null, before.Connector, snapshot => snapshot);
        }

        var audit = new AuditEntry(before.Id, time.GetUtcNow(), by, "tenant.changed", new Dictionary<string, string> { ["members"] = string.Join(", ", changed) });
        return new TenantPlan<TenantSnapshot>(
            new TenantChange(before.Version, next with { Version = before.Version + 1 }, audit), before.Connector, snapshot => snapshot);
    }

    /// <summary>Whether a stored tenant is as <paramref name="body"/> says, in all that it says.</summary>
    public static bool Confirms(TenantState state, JsonElement body) =>
        JsonNode.DeepEquals(Merge(TenantDocument.Of(state), body, state.Id), TenantDocument.Of(state));

    public Result<TenantPlan<TenantSnapshot>> Delete(TenantSnapshot before, string? forceReason, Actor by)
    {
        if (before.Connector is not null && forceReason is null)
        {
            return new Problem(
                ProblemCode.ConnectorInUse,
                "The tenant has an active connector. Delete that first, or force with a reason.",
                Flows: before.Settings.Flows ?? []);
        }

        var now = time.GetUtcNow();
        var details = new Dictionary<string, string>();
        if (forceReason is not null)
        {
            details["forced"] = forceReason;
        }

        // The epoch goes up as when the connector is deleted: what waits is held, and nothing more is sent.
        var epoch = before.Connector is null ? before.Epoch : before.Epoch + 1;
        var activation = before.Connector is null
            ? null
            : new Activation(before.Id, epoch, null, before.Connector.Revision, QueuePolicy.Hold, now, by.Name, forceReason);
        var next = before.State with { Version = before.Version + 1, Epoch = epoch, ActiveRevision = null, DeletedAt = now };
        var change = new TenantChange(
            before.Version, next, new AuditEntry(before.Id, now, by, "tenant.deleted", details), NewActivation: activation, RevokeKeys: true);
        return new TenantPlan<TenantSnapshot>(change, null, snapshot => snapshot);
    }

    /// <summary>The id may stand in the body too, when it is the right one.</summary>
    private static JsonObject? Merge(JsonNode target, JsonElement body, TenantId id)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var merged = MergePatch.Apply(target, body)?.AsObject();
        if (merged?["id"] is JsonValue value && value.TryGetValue<string>(out var text) && text == id.ToString())
        {
            merged.Remove("id");
        }

        return merged;
    }
}
