using System.Text;
using System.Text.Json;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Templates.Choosing;
using EmailPlatform.Platform.Templates.Locales;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Templates.Previews;

/// <summary>Renders a template as mail would be, and tells what recipients may stumble over.</summary>
public sealed class TemplatePreviews(TenantDirectory tenants, IRevisionOpener revisions, TemplateFinder finder, TemplateCache cache)
{
    private static readonly Dictionary<string, string?> NoVariables = [];

    public async Task<Result<Preview>> ShowAsync(TenantId id, PreviewRequest request, CancellationToken cancellationToken)
    {
        if (await tenants.RefreshAsync(id, cancellationToken) is not { } tenant)
        {
            return Problem.NoSuchTenant();
        }

        var locale = new MailLocale(LanguageTag.TryCanonicalize(request.Locale, out var tag) ? tag : null, tenant.Settings.DefaultLocale);
        var payload = SamplePayload.Complete(request.Payload);
        if (request.Template is { } given)
        {
            return TemplateDraft.Read(request.UsageType, given, "template").TryGet(out var draft, out var problem)
                ? Render(draft.Template, NoVariables, payload, locale, null, null, draft.Warnings)
                : problem;
        }

        using var revision = tenant.Connector is { } active ? await revisions.OpenAsync(id, active.Revision, cancellationToken) : null;
        return revision is null
            ? await OwnAsync(tenant, request.UsageType, locale, payload, cancellationToken)
            : await FoundAsync(tenant, revision, request.UsageType, locale, payload, cancellationToken);
    }

    private async Task<Result<Preview>> FoundAsync(
        TenantSnapshot tenant, IOpenRevision revision, UsageType usageType, MailLocale locale, JsonElement payload, CancellationToken cancellationToken)
    {
        var choice = await finder.FindAsync(revision, tenant.Id, tenant.Templates, usageType, locale, payload, cancellationToken);
        if (choice.Origin == TemplateOrigin.Provider)
        {
            return Problem.WrongState("The provider, or whoever receives the request, renders this mail: here there is nothing to see of it.");
        }

        return choice.Template is { } template
            ? Render(template, revision.Connector.Variables, payload, locale, choice.Origin, choice.Entry, choice.Problem?.Errors ?? [])
            : choice.Problem ?? NotFound(usageType);
    }

    /// <summary>Before there is a connector.</summary>
    private async Task<Result<Preview>> OwnAsync(TenantSnapshot tenant, UsageType usageType, MailLocale locale, JsonElement payload, CancellationToken cancellationToken)
    {
        if ((tenant.Templates.Find(usageType, locale) ?? tenant.Templates.Find(UsageType.Generic, locale)) is not { } entry
            || await cache.GetAsync(tenant.Id, entry, cancellationToken) is not { } template)
        {
            return NotFound(usageType);
        }

        return Render(template, NoVariables, payload, locale, TemplateOrigin.Tenant, entry, []);
    }

    private static Preview Render(
        Template template,
        IReadOnlyDictionary<string, string?> variables,
        JsonElement payload,
        MailLocale locale,
        TemplateOrigin? origin,
        TemplateEntry? entry,
        IReadOnlyList<ConfigProblem> warnings)
    {
        var content = template.Render(template.UsesLocale ? PayloadLocale.Add(payload, locale) : payload, variables);
        return new Preview(
            content,
            origin,
            entry,
            SizeOf(content.Subject) + SizeOf(content.Html) + SizeOf(content.Text),
            [
                .. warnings,
                .. content.MissingVariables.Select(name => new ConfigProblem(
                    $"payload.{name}", "variable_missing", $"{{{{{name}}}}} has no value here: the mail shows its default or nothing.")),
                .. content.UnusableVariables.Select(Fit.Warn),
                .. PreviewWarnings.Of(content, template.HasOwnText),
            ]);
    }

    private static int SizeOf(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);

    private static Problem NotFound(UsageType usageType) => new(ProblemCode.TemplateNotFound, $"There is no template for {usageType}, and none for Generic.");
}
