using EmailPlatform.Connectors;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Templates.Previews;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.Lists;
using EmailPlatform.Server.Problems;
using EmailPlatform.Server.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EmailPlatform.Server.Templates;

/// <summary>A tenant's own templates, by usage and locale.</summary>
internal static class TemplateEndpoints
{
    public static void MapTemplates(this IEndpointRouteBuilder routes)
    {
        var templates = routes.MapGroup("/api/tenants/{tenant}/templates").WithTags("Templates");
        templates.MapGet("", List).ForScope(Scope.TemplatesRead).WithName("ListTemplates").WithSummary("Lists the current templates, by usage and locale");
        templates.MapPut("/{usageType}/{locale}", Save)
            .ForScope(Scope.TemplatesWrite).WithName("SaveTemplate")
            .WithSummary("Makes this the template of a usage and locale, with immediate effect; earlier versions are kept");
        templates.MapGet("/{usageType}/{locale}", Get).ForScope(Scope.TemplatesRead).WithName("GetTemplate").WithSummary("Shows the current template");
        templates.MapDelete("/{usageType}/{locale}", Delete)
            .ForScope(Scope.TemplatesWrite).WithName("DeleteTemplate").WithSummary("Deletes a template; its versions are kept and can be restored");
        templates.MapPost("/preview", Preview)
            .ForScope(Scope.TemplatesRead).WithName("PreviewTemplate")
            .WithSummary("Shows a mail as its recipient would read it, and what recipients may stumble over");
    }

    private static async Task<Results<Ok<ListResponse<TemplateItem>>, ProblemResult>> List(
        TenantId tenant, [AsParameters] PageQuery page, TenantDirectory tenants, CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        var entries = (await found.Templates.ListAsync(cancellationToken)).Entries;
        var place = Cursors.Place("templates", tenant.ToString(), null);
        return ListResponse.Of(entries, page, place, TemplateItem.Of, entry => $"{entry.UsageType}/{entry.Locale}").TryGet(out var answer, out var problem)
            ? TypedResults.Ok(answer)
            : new ProblemResult(problem);
    }

    private static async Task<Results<Ok<TemplateResponse>, Created<TemplateResponse>, ProblemResult>> Save(
        TenantId tenant,
        string usageType,
        string locale,
        TemplateBody body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        TenantDirectory tenants,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (!TemplateAddress.TryRead(usageType, locale, out var address, out var problem))
        {
            return new ProblemResult(problem);
        }

        if (!ETags.TryRead(ifMatch, out var version))
        {
            return NotThatVersion();
        }

        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        var wish = new TemplateWish(address.UsageType, address.Locale, body.ToSource());
        if (!(await found.Templates.SaveAsync(wish, (int?)version, context.Caller().Actor, cancellationToken)).TryGet(out var saved, out problem))
        {
            return new ProblemResult(problem);
        }

        context.Response.Headers.ETag = ETags.Write(saved.Version.Number);
        var answer = TemplateResponse.Of(saved.Version, saved.Version.Source ?? body.ToSource(), saved.Warnings);
        return saved.Kind == TemplateChangeKind.Added
            ? TypedResults.Created($"/api/tenants/{tenant}/templates/{address.UsageType}/{address.Locale}", answer)
            : TypedResults.Ok(answer);
    }

    private static async Task<Results<Ok<TemplateResponse>, ProblemResult>> Get(
        TenantId tenant, string usageType, string locale, TenantDirectory tenants, HttpContext context, CancellationToken cancellationToken)
    {
        if (!TemplateAddress.TryRead(usageType, locale, out var address, out var problem))
        {
            return new ProblemResult(problem);
        }

        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        if (!(await found.Templates.FindAsync(address.UsageType, address.Locale, cancellationToken)).TryGet(out var view, out problem))
        {
            return new ProblemResult(problem);
        }

        context.Response.Headers.ETag = ETags.Write(view.Version.Number);
        return TypedResults.Ok(TemplateResponse.Of(view));
    }

    private static async Task<Results<NoContent, ProblemResult>> Delete(
        TenantId tenant,
        string usageType,
        string locale,
        [FromQuery] string? force,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        TenantDirectory tenants,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (!TemplateAddress.TryRead(usageType, locale, out var address, out var problem))
        {
            return new ProblemResult(problem);
        }

        if (!ETags.TryRead(ifMatch, out var version))
        {
            return NotThatVersion();
        }

        if (force is not null && !context.Caller().Can(Scope.Override, tenant))
        {
            return new ProblemResult(new Problem(ProblemCode.Forbidden, $"The key lacks the scope {Scope.Override}."));
        }

        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        var deleted = await found.Templates.DeleteAsync(address.UsageType, address.Locale, (int?)version, force, context.Caller().Actor, cancellationToken);
        return deleted.TryGet(out _, out problem) ? TypedResults.NoContent() : new ProblemResult(problem);
    }

    private static async Task<Results<Ok<PreviewResponse>, ProblemResult>> Preview(
        TenantId tenant, PreviewBody body, TemplatePreviews previews, CancellationToken cancellationToken)
    {
        if (!UsageType.TryParse(body.UsageType, out var usage))
        {
            return new ProblemResult(Problem.Invalid("usageType", "invalid_value", $"Usage types are {string.Join(", ", UsageType.All)}."));
        }

        var request = new PreviewRequest(usage, body.Locale, body.Template?.ToSource(), body.Payload);
        return (await previews.ShowAsync(tenant, request, cancellationToken)).TryGet(out var preview, out var problem)
            ? TypedResults.Ok(PreviewResponse.Of(preview))
            : new ProblemResult(problem);
    }

    private static ProblemResult NotThatVersion() => new(new Problem(ProblemCode.PreconditionFailed, "If-Match is not the ETag of this template as it is now."));
}
