using System.Text.Json;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Templates.Locales;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Templates.Choosing;

/// <summary>
/// Finds the template of a message: the provider's of its usage, the tenant's in the language that was asked for or its parents, the
/// tenant's in the default language, the connector's; then the same for Generic. One that would hide the code or the link that
/// the message is sent for does not count. The one place that knows this order.
/// </summary>
public sealed class TemplateFinder(TemplateCache cache)
{
    /// <summary>The tenant's own templates as far as they count with a revision: what goes out in the operator's name is in the operator's words.</summary>
    public static TemplateIndex Own(IOpenRevision revision, TemplateIndex own) => revision.IsOperatorRun ? TemplateIndex.Empty : own;

    /// <param name="own">The tenant's own templates.</param>
    /// <exception cref="Storage.StoreUnavailableException">A template is not in memory and cannot be read.</exception>
    public async ValueTask<TemplateChoice> FindAsync(
        IOpenRevision revision, TenantId tenant, TemplateIndex own, UsageType usageType, MailLocale locale, JsonElement payload, CancellationToken cancellationToken)
    {
        own = Own(revision, own);
        TemplateChoice? unfit = null;
        ReadOnlyMemory<UsageType> usages = usageType == UsageType.Generic ? new[] { usageType } : new[] { usageType, UsageType.Generic };
        for (var index = 0; index < usages.Length; index++)
        {
            var usage = usages.Span[index];
            if (revision.Connector.RendersRemotely(usage))
            {
                var lines = revision.FindTemplate(usage, locale);
                return new TemplateChoice(TemplateOrigin.Provider, usage, lines is { HasContent: false } ? lines : null, null, []);
            }

            var entry = own.Find(usage, locale);
            var template = entry is null ? revision.FindTemplate(usage, locale) : await cache.GetAsync(tenant, entry, cancellationToken);
            if (template is null)
            {
                continue;
            }

            var unusable = template.FindUnusable(payload, revision.Connector.Variables);
            var missing = TemplateVariables.CodeProblems(usageType, template, payload, unusable);
            if (missing.Count == 0 && entry is null && revision.Connector.Demands(usageType) is { } name)
            {
                missing = TemplateVariables.DemandProblems(name, payload, unusable);
            }

            var choice = new TemplateChoice(entry is null ? TemplateOrigin.Connector : TemplateOrigin.Tenant, usage, template, entry, unusable);
            if (missing.Count == 0)
            {
                return choice;
            }

            unfit ??= choice with { Problem = Missing(usageType, missing) };
        }

        return unfit ?? new TemplateChoice(TemplateOrigin.None, usageType, null, null, [], NotFound(usageType));
    }

    private static Problem Missing(UsageType usageType, IReadOnlyList<ConfigProblem> missing) => new(
        ProblemCode.TemplateVariableMissing, $"The mail for {usageType} would be without what it is for. {missing[0].Message}", missing);

    private static Problem NotFound(UsageType usageType) => new(
        ProblemCode.TemplateNotFound, $"Neither the tenant nor its active revision has a template for {usageType}, and none for Generic.");
}
