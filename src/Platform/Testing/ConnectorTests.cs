using System.Globalization;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.BuiltIn;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Revisions;
using EmailPlatform.Platform.Templates.Choosing;
using EmailPlatform.Platform.Tenants;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.Testing;

/// <summary>
/// Test sends: the same open revision and the same <see cref="Sender"/> as real mail, with its steps noted. What went well
/// leaves a receipt that is bound to the configuration's hash.
/// </summary>
public sealed class ConnectorTests(
    ITenantStore store,
    RevisionMaker revisions,
    OpenRevisions open,
    ConnectorSurroundings surroundings,
    Sender sender,
    TemplateFinder templates,
    BuiltInCaps caps,
    TimeProvider time,
    IOptions<DeliveryOptions> options)
{
    public const int AnHour = 30;

    private static readonly IReadOnlySet<Stage> WayThere = new HashSet<Stage> { Stage.Dns, Stage.Connect, Stage.Tls, Stage.Auth };

    /// <summary>Tests a stored revision.</summary>
    internal async Task<Result<TestReport>> RunAsync(TenantSnapshot tenant, Revision revision, TestRequest request, Actor by, CancellationToken cancellationToken)
    {
        if (!TestPlan.Of(request, tenant.With(ActiveConnector.KnownUsages(revision)), tenant.Settings.DefaultLocale).TryGet(out var plan, out var problem))
        {
            return problem;
        }

        using var opened = await open.OpenAsync(tenant.Id, revision.Number, cancellationToken);
        return opened is null
            ? Problem.WrongState($"Revision {revision.Number} is retired: its secrets are destroyed.")
            : await RunAsync(tenant, new TestSubject(opened, revision.Hash, revision.Number, []), plan, by, cancellationToken);
    }

    /// <summary>Tests a configuration that is not stored; it lasts as long as the test.</summary>
    internal async Task<Result<TestReport>> RunAsync(TenantSnapshot tenant, NewRevision config, TestRequest request, Actor by, CancellationToken cancellationToken)
    {
        if (!(await revisions.ReadAsync(tenant, config, cancellationToken)).TryGet(out var draft, out var problem)
            || !TestPlan.Of(request, tenant.With(ActiveConnector.Known(draft.UsageTypes)), tenant.Settings.DefaultLocale).TryGet(out var plan, out problem))
        {
            return problem;
        }

        var compiled = CompiledRevision.Compile(draft.Connector, draft.Stored, surroundings.For(tenant.Id, null));
        await using var connector = compiled.Connector;
        using var opened = new RevisionLease(new RevisionEntry(compiled, time.GetTimestamp(), _ => { }));
        return await RunAsync(tenant, new TestSubject(opened, draft.Hash, null, draft.Warnings), plan, by, cancellationToken);
    }

    private async Task<Result<TestReport>> RunAsync(TenantSnapshot tenant, TestSubject subject, TestPlan plan, Actor by, CancellationToken cancellationToken)
    {
        if (await store.TryCountAsync(tenant.Id, "connector_test", AnHour, TimeSpan.FromHours(1), time.GetUtcNow(), cancellationToken) is { } wait)
        {
            return new Problem(ProblemCode.RateLimited, $"A tenant tests its connector at most {AnHour} times an hour.", RetryAfter: wait);
        }

        CapHold? hold = null;
        if (plan.Send && subject.Opened.IsOperatorRun
            && !(await caps.TakeAsync(tenant.Id, plan.To, plan.Mails, cancellationToken)).TryGet(out hold, out var capped))
        {
            return capped;
        }

        await using var use = new CapUse(caps, hold, plan.Mails);
        var warnings = new List<ConfigProblem>(subject.Warnings);
        var results = new List<TestResult>();
        var rendered = new List<RenderedTemplate>();
        var blocked = false;
        foreach (var usage in plan.UsageTypes)
        {
            foreach (var locale in plan.Locales)
            {
                var result = blocked
                    ? new TestResult(usage, locale, null, null, [], "Not tried: the way to the provider had just failed.")
                    : await SendAsync(tenant, subject, plan, use, usage, locale, warnings, rendered, cancellationToken);
                // Whoever could not connect or log in with one usage cannot with the next, and need not wait for it again.
                blocked = blocked || (!result.Ok && result.Stages.Any(stage => !stage.Ok && WayThere.Contains(stage.Stage)));
                results.Add(result);
            }
        }

        var receipt = plan.Send ? await ReceiptAsync(tenant.Id, subject, plan, results, rendered, by, cancellationToken) : null;
        return new TestReport(results.TrueForAll(result => result.Ok), receipt, warnings, results);
    }

    private async Task<TestResult> SendAsync(
        TenantSnapshot tenant,
        TestSubject subject,
        TestPlan plan,
        CapUse use,
        UsageType usage,
        string locale,
        List<ConfigProblem> warnings,
        List<RenderedTemplate> rendered,
        CancellationToken cancellationToken)
    {
        var stages = new StageLog(time);
        stages.Add(Stage.Config, true, subject.Revision is { } number ? $"{subject.Opened.ConnectorType}, revision {number}" : $"{subject.Opened.ConnectorType}, not stored", stages.Begin());
        var now = time.GetUtcNow();
        var id = Messages.MessageId.New(time).ToString();
        using var deadline = new CancellationTokenSource(options.Value.AttemptTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var content = new Messages.MessageContent(plan.To.ToString(), plan.Payload, locale, DefaultLocale: plan.DefaultLocale);
        var template = await templates.FindAsync(subject.Opened, tenant.Id, tenant.Templates, usage, content.MailLocale, content.Payload, cancellationToken);
        if (!subject.Opened.IsOperatorRun)
        {
            rendered.Add(RenderedTemplate.Of(template, usage, content.MailLocale, tenant.Templates));
        }

        var message = new Outgoing(id, usage, content, now, template);
        use.Begin();
        var report = await sender.SendAsync(subject.Opened, message, new AttemptContext(stages, StopBeforeContent: !plan.Send), linked.Token);
        cancellationToken.ThrowIfCancellationRequested();
        warnings.AddRange(report.MissingVariables.Select(name => new ConfigProblem(
            $"payload.{name}", "variable_missing", $"{{{{{name}}}}} has no value in this test: the mail for {usage} shows its default or nothing.")));
        warnings.AddRange(report.UnusableVariables.Select(Messages.Fit.Warn));
        var handedOver = plan.Send && report.Outcome.Kind is OutcomeKind.Accepted or OutcomeKind.Unknown;
        return new TestResult(usage, locale, report.Outcome, handedOver ? id : null, Cleaned(stages, subject, plan), report.Outcome.Hint);
    }

    /// <summary>Servers quote what they were sent, in every step as in their last word.</summary>
    private static List<StageResult> Cleaned(StageLog stages, TestSubject subject, TestPlan plan) =>
        [.. stages.Results.Select(stage => stage with { Detail = ReplyCleaner.Clean(stage.Detail, plan.Payload, subject.Opened.Secrets) ?? "" })];

    private async Task<Receipt?> ReceiptAsync(
        TenantId tenant, TestSubject subject, TestPlan plan, List<TestResult> results, List<RenderedTemplate> rendered, Actor by, CancellationToken cancellationToken)
    {
        // A usage is proved when it went well in every locale that was asked for.
        var usages = results.GroupBy(result => result.UsageType).Where(group => group.All(result => result.Ok)).Select(group => group.Key.ToString()).ToList();
        if (usages.Count == 0)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var receipt = new Receipt(
            Guid.CreateVersion7(now).ToString("N"), tenant, subject.Hash, subject.Opened.ConnectorType, usages, plan.Locales, now, by.Name, rendered);
        var details = new Dictionary<string, string>
        {
            ["receipt"] = receipt.Id,
            ["type"] = receipt.Type,
            ["hash"] = receipt.Hash,
            ["usageTypes"] = string.Join(", ", usages),
        };
        if (subject.Revision is { } number)
        {
            details["revision"] = number.ToString(CultureInfo.InvariantCulture);
        }

        await store.AddReceiptAsync(receipt, new AuditEntry(tenant, now, by, "connector.tested", details), cancellationToken);
        return receipt;
    }
}
