using EmailPlatform.Connectors;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Templates.Files;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EmailPlatform.Server.Templates;

/// <summary>All templates of a tenant at once, as files that people edit and keep.</summary>
internal static class TemplateFileEndpoints
{
    /// <summary>What one import may bring.</summary>
    private const int MaxBody = 17 * 1024 * 1024;

    public static void MapTemplateFiles(this IEndpointRouteBuilder routes)
    {
        var templates = routes.MapGroup("/api/tenants/{tenant}/templates").WithTags("Templates");
        templates.MapGet("/export", Export)
            .ForScope(Scope.TemplatesRead).WithName("ExportTemplates").WithSummary("Gives all current templates as files: a folder for each usage, a file for each locale and part");
        templates.MapPost("/import", Import)
            .ForScope(Scope.TemplatesWrite).WithMetadata(new RequestSizeLimitAttribute(MaxBody)).WithName("ImportTemplates")
            .WithSummary("Saves templates at once or not at all: files of an export, or Logto's custom email templates");
    }

    private static async Task<Results<Ok<TemplateFilesResponse>, ProblemResult>> Export(
        TenantId tenant, [FromQuery] string? usageType, TenantDirectory tenants, CancellationToken cancellationToken)
    {
        UsageType? usage = UsageType.TryParse(usageType, out var named) ? named : null;
        if (usageType is not null && usage is null)
        {
            return new ProblemResult(Problem.Invalid("usageType", "invalid_value", $"Usage types are {string.Join(", ", UsageType.All)}."));
        }

        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        return (await found.Templates.ExportAsync(usage, cancellationToken)).TryGet(out var files, out var problem)
            ? TypedResults.Ok(new TemplateFilesResponse(files))
            : new ProblemResult(problem);
    }

    private static async Task<Results<Ok<ImportResponse>, ProblemResult>> Import(
        TenantId tenant, ImportBody body, TenantDirectory tenants, HttpContext context, CancellationToken cancellationToken)
    {
        if (!TryRead(body, out var wishes, out var problem))
        {
            return new ProblemResult(problem);
        }

        if (body.Force is not null && !context.Caller().Can(Scope.Override, tenant))
        {
            return new ProblemResult(new Problem(ProblemCode.Forbidden, $"The key lacks the scope {Scope.Override}."));
        }

        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        var result = await found.Templates.ImportAsync(wishes, body.Replace, body.DryRun, body.Force?.Reason, context.Caller().Actor, cancellationToken);
        return result.TryGet(out var changed, out problem) ? TypedResults.Ok(ImportResponse.Of(changed, body.DryRun)) : new ProblemResult(problem);
    }

    private static bool TryRead(ImportBody body, out IReadOnlyList<TemplateWish> wishes, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Problem? problem)
    {
        var problems = new List<ConfigProblem>();
        wishes = [];
        if ((body.Files is null) == (body.Templates is null))
        {
            problems.Add(new ConfigProblem("files", "required", "Give 'files' or Logto's 'templates', one of the two."));
        }
        else
        {
            wishes = body.Files is { } files
                ? TemplateFiles.Read(files, problems)
                : LogtoTemplate.Read([.. (body.Templates ?? []).Select(template => template.ToTemplate())], problems);
        }

        foreach (var twice in wishes.GroupBy(wish => (wish.UsageType, wish.Locale)).SelectMany(same => same.Skip(1)))
        {
            problems.Add(new ConfigProblem(twice.Where, "duplicate", $"Another one is {twice.UsageType}/{twice.Locale} too."));
        }

        problem = problems.Count == 0 ? null : Problem.Invalid(problems);
        return problem is null;
    }
}
