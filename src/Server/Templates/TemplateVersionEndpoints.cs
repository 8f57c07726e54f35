using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.Lists;
using EmailPlatform.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EmailPlatform.Server.Templates;

/// <summary>What a template was before, who changed it, going back, and a ready-made one to begin with.</summary>
internal static class TemplateVersionEndpoints
{
    public static void MapTemplateVersions(this IEndpointRouteBuilder routes)
    {
        var template = routes.MapGroup("/api/tenants/{tenant}/templates/{usageType}/{locale}").WithTags("Templates");
        template.MapGet("/versions", List)
            .ForScope(Scope.TemplatesRead).WithName("ListTemplateVersions").WithSummary("Lists a template's versions, newest first, also of one that is deleted");
        template.MapGet("/versions/{version:int}", Get).ForScope(Scope.TemplatesRead).WithName("GetTemplateVersion").WithSummary("Shows a version");
        template.MapGet("/versions/{from:int}/diff/{to:int}", Diff)
            .ForScope(Scope.TemplatesRead).WithName("DiffTemplateVersions").WithSummary("Tells what differs between two versions, line by line");
        template.MapPost("/restore/{version:int}", Restore)
            .ForScope(Scope.TemplatesWrite).WithName("RestoreTemplate").WithSummary("Makes the content of an earlier version the current one, as a new version");
        template.MapPost("/copy", Copy)
            .ForScope(Scope.TemplatesWrite).WithName("CopyTemplate").WithSummary("Saves a copy of the ready-made template in the nearest of its languages, as a start");
    }

    private static async Task<Results<Ok<TemplateResponse>, ProblemResult>> Copy(
        TenantId tenant, string usageType, string locale, CopyBody? body, TenantDirectory tenants, HttpContext context, CancellationToken cancellationToken)
    {
        if (!TemplateAddress.TryRead(usageType, locale, out var address, out var problem))
        {
            return new ProblemResult(problem);
        }

        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        var result = await found.Templates.CopyReadyMadeAsync(
            address.UsageType, address.Locale, body?.SenderName, body?.CompanyInformation, context.Caller().Actor, cancellationToken);
        return result.TryGet(out var copied, out problem) && copied.Version.Source is { } source
            ? TypedResults.Ok(TemplateResponse.Of(copied.Version, source, copied.Warnings))
            : new ProblemResult(problem ?? Problem.WrongState("There is nothing to copy."));
    }

    private static async Task<Results<Ok<ListResponse<TemplateVersionItem>>, ProblemResult>> List(
        TenantId tenant, string usageType, string locale, [AsParameters] PageQuery page, TenantDirectory tenants, CancellationToken cancellationToken)
    {
        if (!TemplateAddress.TryRead(usageType, locale, out var address, out var problem))
        {
            return new ProblemResult(problem);
        }

        var place = Cursors.Place("template-versions", tenant.ToString(), $"{address.UsageType}/{address.Locale}");
        if (!page.TryRead(place, out var limit, out long? before, out problem))
        {
            return new ProblemResult(problem);
        }

        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        return (await found.Templates.ListVersionsAsync(address.UsageType, address.Locale, (int?)before, limit, cancellationToken)).TryGet(out var versions, out problem)
            ? TypedResults.Ok(ListResponse.Of(versions, TemplateVersionItem.Of, next => Cursors.Write(place, next)))
            : new ProblemResult(problem);
    }

    private static async Task<Results<Ok<TemplateResponse>, ProblemResult>> Get(
        TenantId tenant, string usageType, string locale, int version, TenantDirectory tenants, CancellationToken cancellationToken)
    {
        if (!TemplateAddress.TryRead(usageType, locale, out var address, out var problem))
        {
            return new ProblemResult(problem);
        }

        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        return (await found.Templates.FindAsync(address.UsageType, address.Locale, version, cancellationToken)).TryGet(out var view, out problem)
            ? TypedResults.Ok(TemplateResponse.Of(view))
            : new ProblemResult(problem);
    }

    private static async Task<Results<Ok<TemplateDiffResponse>, ProblemResult>> Diff(
        TenantId tenant, string usageType, string locale, int from, int to, TenantDirectory tenants, CancellationToken cancellationToken)
    {
        if (!TemplateAddress.TryRead(usageType, locale, out var address, out var problem))
        {
            return new ProblemResult(problem);
        }

        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        return (await found.Templates.DiffAsync(address.UsageType, address.Locale, from, to, cancellationToken)).TryGet(out var changes, out problem)
            ? TypedResults.Ok(new TemplateDiffResponse(from, to, changes))
            : new ProblemResult(problem);
    }

    private static async Task<Results<Ok<TemplateResponse>, ProblemResult>> Restore(
        TenantId tenant, string usageType, string locale, int version, TenantDirectory tenants, HttpContext context, CancellationToken cancellationToken)
    {
        if (!TemplateAddress.TryRead(usageType, locale, out var address, out var problem))
        {
            return new ProblemResult(problem);
        }

        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        var result = await found.Templates.RestoreAsync(address.UsageType, address.Locale, version, context.Caller().Actor, cancellationToken);
        return result.TryGet(out var restored, out problem) && restored.Version.Source is { } source
            ? TypedResults.Ok(TemplateResponse.Of(restored.Version, source, restored.Warnings))
            : new ProblemResult(problem ?? Problem.WrongState("This version has no content."));
    }
}
