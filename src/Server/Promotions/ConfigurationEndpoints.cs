using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Promotions;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EmailPlatform.Server.Promotions;

/// <summary>A tenant's configuration as a file, to keep with the application's code and apply from a pipeline.</summary>
internal static class ConfigurationEndpoints
{
    private const string Yaml = "application/yaml";

    // A hundred locales of templates are larger than what else is posted.
    private const int MaxBody = 17 * 1024 * 1024;

    public static void MapConfiguration(this IEndpointRouteBuilder routes)
    {
        var tenant = routes.MapGroup("/api/tenants/{tenant}").WithTags("Promotion");
        tenant.MapGet("/export", Export)
            .ForScope(Scope.Promote).Produces<JsonObject>(StatusCodes.Status200OK, "application/json", Yaml)
            .WithName("ExportConfiguration").WithSummary("Writes the active connector, templates and settings as a file, slots in place of secrets");
        tenant.MapPost("/import", Import)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBody))
            .ForScope(Scope.Promote).WithName("ImportConfiguration").WithSummary("Plans what a file would change, or applies the plan");
    }

    private static async Task<Results<ContentHttpResult, ProblemResult>> Export(
        TenantId tenant, [FromQuery] string? format, ConfigurationExport export, HttpContext context, CancellationToken cancellationToken)
    {
        if (format is not (null or "json" or "yaml"))
        {
            return new ProblemResult(Problem.Invalid("format", "invalid_value", "json or yaml."));
        }

        if (!(await export.WriteAsync(tenant, cancellationToken)).TryGet(out var file, out var problem))
        {
            return new ProblemResult(problem);
        }

        var isYaml = format == "yaml" || (format is null && context.Request.Headers.Accept.ToString().Contains("yaml", StringComparison.OrdinalIgnoreCase));
        return isYaml ? TypedResults.Text(YamlText.Write(file), Yaml) : TypedResults.Text(Indented(file), "application/json");
    }

    private static async Task<Results<Ok<PromotionResponse>, ProblemResult>> Import(
        TenantId tenant, ConfigurationBody body, PromotionService promotions, TenantDirectory tenants, HttpContext context, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        if (await tenants.FindAsync(tenant, cancellationToken) is null)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        if (body.Force is not null && !caller.Can(Scope.Override, tenant))
        {
            return new ProblemResult(new Problem(ProblemCode.Forbidden, $"The key lacks the scope {Scope.Override}."));
        }

        if (!Read(body.Configuration).TryGet(out var file, out var problem)
            || !body.ToPromotion(tenant.ToString()).Read(tenant, tenant).TryGet(out var wish, out problem))
        {
            return new ProblemResult(problem);
        }

        var request = wish with { Include = file.Parts, File = file };
        var result = body.DryRun ?? body.PlanHash is null
            ? await promotions.PlanAsync(request, caller.Actor, cancellationToken)
            : await promotions.ApplyAsync(request, caller.Actor, cancellationToken);
        return result.TryGet(out var outcome, out problem) ? TypedResults.Ok(PromotionResponse.Of(outcome, request)) : new ProblemResult(problem);
    }

    private static Result<ConfigurationFile> Read(JsonElement configuration)
    {
        const string Where = "configuration";
        if (configuration.ValueKind != JsonValueKind.String)
        {
            return ConfigurationFile.Read(JsonNode.Parse(configuration.GetRawText()), Where);
        }

        var node = YamlText.Read(configuration.GetString() ?? "", out var problem);
        return problem is null ? ConfigurationFile.Read(node, Where) : Problem.Invalid(Where, "invalid_value", problem);
    }

    /// <summary>With line breaks: it is compared line by line where it is kept.</summary>
    private static string Indented(JsonObject file)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            file.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
