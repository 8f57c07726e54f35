using System.Globalization;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Revisions;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>Thinks a promotion through: what would change, what is missing, what speaks against it.</summary>
internal sealed class PromotionPlanner(ConnectorPart connectors, TemplatesPart templates, CapabilityLosses losses, Fingerprints fingerprints)
{
    private const string Purpose = "promotion";
    private const string RequestPurpose = "promotion-request";

    /// <summary>What is asked for. Secrets, force and activation are not in it: they may come after the dry run.</summary>
    public string RequestHash(PromotionRequest request) => fingerprints.Hash(RequestPurpose, CanonicalJson.Write(new JsonObject
    {
        ["source"] = request.Source.ToString(),
        ["sourceRevision"] = request.SourceRevision,
        ["file"] = request.File?.Document,
        ["target"] = request.Target.ToString(),
        ["include"] = new JsonArray([.. request.Include.Distinct().Order().Select(part => (JsonNode)part.ToString())]),
        ["overrides"] = new JsonObject(request.Overrides.Select(pair => KeyValuePair.Create(pair.Key, JsonNode.Parse(pair.Value.GetRawText())))),
    }));

    /// <summary>What is asked for and what both sides are. A version covers all that a tenant is, so that whatever moved makes another hash.</summary>
    public string Hash(IPromotionSource source, TenantSnapshot target, PromotionRequest request) => fingerprints.Hash(Purpose, CanonicalJson.Write(new JsonObject
    {
        ["request"] = RequestHash(request),
        ["source"] = source.Identity,
        ["targetVersion"] = target.Version,
    }));

    public async Task<Result<PromotionPlan>> PlanAsync(
        IPromotionSource source, TenantSnapshot target, PromotionRequest request, Actor by, CancellationToken cancellationToken)
    {
        TemplatesPlan? template = null;
        if (request.Includes(PromotionPart.Templates)
            && !(await templates.PlanAsync(source, target, request, by, cancellationToken)).TryGet(out template, out var problem))
        {
            return problem;
        }

        SettingsPlan? settings = null;
        if (request.Includes(PromotionPart.Settings) && !SettingsPart.Plan(source, target, request).TryGet(out settings, out problem))
        {
            return problem;
        }

        // The connector is judged beside what else the target will have: which usages it must serve, and be tested for.
        var next = settings?.Next ?? target.State;
        next = template is null ? next : next with { Templates = template.Index };
        var beside = target with { State = next };
        ConnectorPlan? connector = null;
        if (request.Includes(PromotionPart.Connector)
            && !(await connectors.PlanAsync(source, beside, request, by, cancellationToken)).TryGet(out connector, out problem))
        {
            return problem;
        }

        var broken = Broken(target, beside, connector);
        var warnings = Warnings(source, request, connector);
        return new PromotionPlan(
            Hash(source, target, request),
            RequestHash(request),
            connector,
            template,
            settings,
            next,
            broken,
            connector is null ? [] : losses.Between(target.Connector?.Type, connector.Result.Type),
            [.. warnings, .. template?.Warnings ?? [], .. broken.Select(flow => new ConfigProblem("", "flow_without_email", $"The flow {flow} would have no email in {target.Id}."))]);
    }

    /// <summary>
    /// By the connector that will send: the promoted one even where it is not activated yet, since that is what it is for. Where
    /// none is promoted, what a flow lacks already is no reason against the rest.
    /// </summary>
    private static IReadOnlyList<Flow> Broken(TenantSnapshot before, TenantSnapshot after, ConnectorPlan? connector) =>
        connector is not null ? FlowGuard.Broken(after.Settings, after.With(ActiveConnector.KnownUsages(connector.Result)))
            : before.Connector is { } active
                ? [.. FlowGuard.Broken(after.Settings, after.With(active.UsageTypes)).Except(FlowGuard.Broken(before.Settings, before.With(active.UsageTypes)))]
                : [];

    private static List<ConfigProblem> Warnings(IPromotionSource source, PromotionRequest request, ConnectorPlan? connector)
    {
        var warnings = new List<ConfigProblem>();
        if (connector is not null)
        {
            if (connector.Source is { IsTested: false, Revision: { } revision })
            {
                warnings.Add(new ConfigProblem(
                    "", ProblemCode.UntestedRevision, string.Create(CultureInfo.InvariantCulture, $"Revision {revision.Number} was not tested in {source.Name}.")));
            }

            if (request.Activate && !connector.IsTested)
            {
                warnings.Add(new ConfigProblem("activate", ProblemCode.UntestedRevision, $"The promoted configuration was not tested in {request.Target}."));
            }

            warnings.AddRange(connector.Warnings);
        }

        return warnings;
    }
}
