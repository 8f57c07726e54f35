using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Revisions;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>Makes a revision of the target out of one of the source's, with secrets that the target may use.</summary>
internal sealed class ConnectorPart(ITenantStore store, RevisionMaker revisions, ConnectorCatalog catalog, KeyRing keys)
{
    public async Task<Result<ConnectorPlan>> PlanAsync(
        IPromotionSource source, TenantSnapshot target, PromotionRequest request, Actor by, CancellationToken cancellationToken)
    {
        if (!(await source.ConnectorAsync(cancellationToken)).TryGet(out var promoted, out var problem))
        {
            return problem;
        }

        if (!catalog.TryFind(promoted.Type, out var connector))
        {
            return Problem.WrongState($"There is no connector type {promoted.Type} here.");
        }

        var form = promoted.Form;
        if (Fill(form, request) is { Count: > 0 } misplaced)
        {
            return Problem.Invalid(misplaced);
        }

        var held = await HeldAsync(target, cancellationToken);
        var secrets = new PromotedSecrets(request.Secrets, [.. held.Where(revision => revision.Type == connector.Description.Type && revision.SealedConfig is not null)]);
        NewRevision wish;
        while (true)
        {
            wish = new NewRevision(promoted.Type, Element(connector.Redact(form, secrets.Choose)), promoted.Comment);
            if (Misplaced(request, secrets) is { Count: > 0 } misplacedSecrets)
            {
                return Problem.Invalid(misplacedSecrets);
            }

            var read = await revisions.ReadAsync(target, wish, cancellationToken);
            if (read.IsOk)
            {
                break;
            }

            var errors = (read.Problem.Errors ?? []).Select(WithoutRoot).ToList();
            if (!secrets.TryAgain(errors))
            {
                return errors.Count > 0 && errors.All(error => secrets.ToBind.Contains(error.Path)) ? PromotionGuards.Missing(secrets.ToBind) : read.Problem;
            }
        }

        if (secrets.Copied.Count > 0 && await CopyRefusedAsync(connector, promoted, secrets, cancellationToken) is { } refused)
        {
            return refused;
        }

        var added = await revisions.AddAsync(target, wish, by, new RevisionLedger(target.Id, store), cancellationToken);
        if (!added.TryGet(out var plan, out problem))
        {
            return problem;
        }

        var made = plan.Answer(target);
        var same = secrets.ToBind.Count > 0 ? null : held.FirstOrDefault(revision => revision.Hash == made.Revision.Hash && revision.SealedConfig is not null);
        return new ConnectorPlan(
            promoted,
            same ?? made.Revision,
            same is null,
            made.Tested,
            plan.Change?.Grants,
            same?.Number == held.FirstOrDefault()?.Number && same is not null ? [] : Changes(held.FirstOrDefault(), made.Revision, secrets.ToBind),
            secrets.ToBind,
            made.Warnings);
    }

    /// <summary>What the target has, the active revision first, then the newest, which may be an earlier promotion not activated yet.</summary>
    private async Task<List<Revision>> HeldAsync(TenantSnapshot target, CancellationToken cancellationToken)
    {
        var held = new List<Revision>();
        foreach (var number in new int?[] { target.State.ActiveRevision, target.State.LastRevision }.OfType<int>().Where(number => number > 0).Distinct())
        {
            if (await store.FindRevisionAsync(target.Id, number, cancellationToken) is { } revision)
            {
                held.Add(revision);
            }
        }

        return held;
    }

    /// <summary>Overrides first, then the secrets given, which may stand where the source has none.</summary>
    private static List<ConfigProblem> Fill(JsonObject form, PromotionRequest request)
    {
        var problems = PromotionOverrides.Apply(request, PromotionOverrides.Config, form);
        foreach (var (path, value) in request.Secrets)
        {
            if (value is not null && ValuePath.Parse(path)?.TrySet(form, JsonValue.Create(value.Reveal())) != true)
            {
                problems.Add(new ConfigProblem($"secrets.{path}", "invalid_value", "The promoted configuration has no such place."));
            }
        }

        return problems;
    }

    /// <summary>Secrets given where none is, and other values given where a secret is: those would be shown, and kept beside the plan.</summary>
    private static List<ConfigProblem> Misplaced(PromotionRequest request, PromotedSecrets secrets) =>
    [
        .. request.Secrets.Keys.Where(path => !secrets.Paths.Contains(path))
            .Select(path => new ConfigProblem($"secrets.{path}", "invalid_value", "The promoted configuration has no secret there.")),
        .. request.Overrides.Keys.Where(path => secrets.Paths.Any(secret => Covers(path, secret)))
            .Select(path => new ConfigProblem(PromotionOverrides.In(path), "invalid_value", "There is a secret in it: that goes into secrets.")),
    ];

    private static bool Covers(string path, string secret) =>
        ValuePath.Parse(path) is { Below: { } below } parsed && parsed.Root == PromotionOverrides.Config && ValuePath.Parse(secret) is { } place && below.Covers(place);

    /// <summary>A copied secret goes where the source sends it and nowhere else: overrides must not take it to another place.</summary>
    private async Task<Problem?> CopyRefusedAsync(IConnector connector, PromotedConnector promoted, PromotedSecrets secrets, CancellationToken cancellationToken)
    {
        if (promoted.Revision is not { } origin)
        {
            return Problem.Invalid([.. secrets.Copied.Select(path => new ConfigProblem($"secrets.{path}", "invalid_value", "A file has no secrets that could be copied."))]);
        }

        var asKept = Element(connector.Redact(promoted.Form, leaf => secrets.Copied.Contains(leaf.Path)
            ? new JsonObject { ["keep"] = origin.Number }
            : JsonValue.Create(leaf.Value.Reveal())));
        var kept = await KeptSecrets.LoadAsync(origin.Tenant, asKept, store, keys, cancellationToken);
        var refused = connector.Read(asKept, kept, new ConnectorPermissions()).Report.Errors
            .Where(error => error.Code == ProblemCode.SecretRebindRequired && secrets.Copied.Contains(error.Path))
            .Select(error => error with { Path = $"secrets.{error.Path}" })
            .ToList();
        return refused.Count == 0 ? null : new Problem(ProblemCode.SecretRebindRequired, refused[0].Message, refused);
    }

    private static List<ConfigChange> Changes(Revision? from, Revision to, IReadOnlyList<string> toBind)
    {
        var changes = new List<ConfigChange>();
        if (from?.Type != to.Type)
        {
            changes.Add(new ConfigChange("type", from?.Type, to.Type));
        }

        var places = toBind.Select(path => $"{PromotionOverrides.Config}.{path}").ToHashSet(StringComparer.Ordinal);
        var before = from is null ? null : JsonNode.Parse(from.PublicConfig);
        changes.AddRange(PlanDiff.Between(PromotionOverrides.Config, before, JsonNode.Parse(to.PublicConfig)).Where(change => !places.Contains(change.Path)));

        // What stood in for these while the rest was checked is none of the target's business.
        var leaves = PlanDiff.Leaves(PromotionOverrides.Config, before);
        changes.AddRange(places.Select(path => new ConfigChange(path, leaves.GetValueOrDefault(path)?.DeepClone(), new JsonObject { ["bind"] = true })));
        return changes;
    }

    private static ConfigProblem WithoutRoot(ConfigProblem error) =>
        error.Path.StartsWith("config.", StringComparison.Ordinal) ? error with { Path = error.Path["config.".Length..] } : error;

    private static JsonElement Element(JsonObject form) => JsonSerializer.SerializeToElement(form, PromotionsJson.Default.JsonObject);
}
