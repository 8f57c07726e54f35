using System.Globalization;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Revisions;

/// <summary>Makes revisions out of what tenants submit: checks everything at once, hashes, shows, seals.</summary>
public sealed class RevisionMaker(
    ITenantStore store,
    ConnectorCatalog catalog,
    KeyRing keys,
    Fingerprints fingerprints,
    ConnectorSurroundings surroundings,
    TimeProvider time)
{
    public const int MostRevisions = 1000;

    private const string HashPurpose = "config";
    private const string SecretPurpose = "secret";
    private const int LongestComment = 500;

    private readonly ProductionRule _production = new(catalog);
    private readonly CapabilityLosses _losses = new(catalog);

    /// <summary>Whether this installation has what a connector type sends through.</summary>
    internal bool IsAvailable(string type) => !catalog.TryFind(type, out var connector) || surroundings.Has(connector.Description);

    /// <summary>Checks a submitted configuration as it would be stored; paths are the request's.</summary>
    internal async Task<Result<RevisionDraft>> ReadAsync(TenantSnapshot tenant, NewRevision request, CancellationToken cancellationToken)
    {
        if (!catalog.TryFind(request.Type, out var connector))
        {
            var types = catalog.All.Select(known => known.Description.Type);
            return InvalidConfig([new ConfigProblem("type", "invalid_value", $"Connector types are {string.Join(", ", types)}.")]);
        }

        if (_production.Refuses(tenant.State.Environment, connector.Description.Type))
        {
            return InvalidConfig([new ConfigProblem("type", "invalid_value", $"{connector.Description.Type} is for development tenants only.")]);
        }

        if (!surroundings.Has(connector.Description))
        {
            return InvalidConfig([new ConfigProblem("type", "not_available", $"{connector.Description.Type} is not available here: the operator has not set it up.")]);
        }

        var kept = await KeptSecrets.LoadAsync(tenant.Id, request.Config, store, keys, cancellationToken);
        var reading = connector.Read(request.Config, kept, surroundings.PermissionsOf(tenant.Id));
        if (reading.Stored is not { } stored)
        {
            return InvalidConfig(InRequest(reading.Report.Errors));
        }

        var vaults = surroundings.Vaults(tenant.Id, null);
        await using var compiled = connector.Compile(stored, surroundings.With(tenant.Id, vaults));
        var templates = RevisionTemplates.Of(compiled);
        if (templates.Problems.Count > 0)
        {
            return InvalidConfig(InRequest(templates.Problems));
        }

        return new RevisionDraft(
            connector,
            stored,
            fingerprints.Hash(HashPurpose, [.. System.Text.Encoding.UTF8.GetBytes(connector.Description.Type + "\n"), .. CanonicalJson.Write(stored)]),
            CompiledRevision.UsageTypesOf(compiled),
            vaults.Grants,
            [.. InRequest(reading.Report.Warnings.Concat(templates.Warnings)), .. _losses.Between(tenant.Connector?.Type, connector.Description.Type)]);
    }

    internal async Task<Result<TenantPlan<RevisionView>>> AddAsync(
        TenantSnapshot before, NewRevision request, Actor by, RevisionLedger ledger, CancellationToken cancellationToken)
    {
        if (before.State.LastRevision >= MostRevisions)
        {
            return Problem.WrongState($"A tenant has at most {MostRevisions} revisions.");
        }

        if (request.Comment?.Length > LongestComment || request.Comment?.Contains('\0', StringComparison.Ordinal) == true)
        {
            return Problem.Invalid("comment", "invalid_value", $"At most {LongestComment} characters, none of them U+0000.");
        }

        if (!(await ReadAsync(before, request, cancellationToken)).TryGet(out var draft, out var problem))
        {
            return problem;
        }

        var number = before.State.LastRevision + 1;
        var now = time.GetUtcNow();
        var revision = new Revision(
            before.Id,
            number,
            draft.Connector.Description.Type,
            draft.Hash,
            Show(draft, number),
            SealedConfig.Seal(keys, before.Id, number, draft.Stored),
            draft.UsageTypes,
            request.Comment,
            now,
            by.Name);
        var tested = await ledger.IsTestedAsync(before, revision, cancellationToken);
        var details = new Dictionary<string, string>
        {
            ["revision"] = number.ToString(CultureInfo.InvariantCulture),
            ["type"] = revision.Type,
            ["hash"] = revision.Hash,
        };
        var change = new TenantChange(
            before.Version,
            before.State with { Version = before.Version + 1, LastRevision = number },
            new AuditEntry(before.Id, now, by, "connector.revision_added", details),
            NewRevision: revision,
            Grants: draft.Grants);
        return new TenantPlan<RevisionView>(change, before.Connector, _ => new RevisionView(revision, tested, draft.Warnings));
    }

    /// <summary>The configuration to show: a secret can be posted back as it reads, and then keeps this revision's value.</summary>
    private string Show(RevisionDraft draft, int number) => draft.Connector.Redact(draft.Stored, leaf =>
    {
        var shown = new JsonObject
        {
            ["keep"] = number,
            ["fingerprint"] = fingerprints.Fingerprint(SecretPurpose, leaf.Value.Reveal()),
        };
        if (leaf.Display is not null)
        {
            shown["display"] = leaf.Display;
        }

        return shown;
    }).ToJsonString();

    private static List<ConfigProblem> InRequest(IEnumerable<ConfigProblem> problems) =>
        [.. problems.Select(problem => problem with { Path = Under(problem.Path) })];

    private static string Under(string path) => path.Length == 0 ? "config" : path[0] == '[' ? $"config{path}" : $"config.{path}";

    /// <summary>One problem's own code stands for all where the caller can act on it by itself.</summary>
    private static Problem InvalidConfig(IReadOnlyList<ConfigProblem> errors)
    {
        var code = errors.Any(error => error.Code == ProblemCode.SecretRebindRequired) ? ProblemCode.SecretRebindRequired
            : errors.All(error => error.Code == ProblemCode.TargetNotAllowed) ? ProblemCode.TargetNotAllowed
            : ProblemCode.InvalidConfig;
        var detail = errors.Count == 1 ? errors[0].Message : $"The configuration has {errors.Count} problems.";
        return new Problem(code, detail, errors);
    }
}
