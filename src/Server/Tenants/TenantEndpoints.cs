using System.Text.Json;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.Lists;
using EmailPlatform.Server.OpenApi;
using EmailPlatform.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EmailPlatform.Server.Tenants;

/// <summary>Tenants and their settings.</summary>
internal static class TenantEndpoints
{
    private static readonly DescribedBody Body = new(typeof(TenantBody));

    public static void MapTenants(this IEndpointRouteBuilder routes)
    {
        var tenants = routes.MapGroup("/api/tenants").WithTags("Tenants");
        tenants.MapPost("", Create).ForAdmins().WithMetadata(Body).WithName("CreateTenant").WithSummary("Creates a tenant");
        tenants.MapGet("", List).ForAdmins().WithName("ListTenants").WithSummary("Lists tenants in order of their ids");
        tenants.MapPut("/{tenant}", Confirm).ForAdmins().WithMetadata(Body).WithName("ConfirmTenant").WithSummary("Creates a tenant, or confirms that it is there as the body says");
        tenants.MapGet("/{tenant}", Get).ForScope(Scope.TenantRead).WithName("GetTenant").WithSummary("Shows a tenant");
        tenants.MapPatch("/{tenant}", Patch).ForScope(Scope.TenantWrite).WithMetadata(Body).WithName("PatchTenant").WithSummary("Changes settings by a merge patch (RFC 7396)");
        tenants.MapDelete("/{tenant}", Delete).ForAdmins().WithName("DeleteTenant").WithSummary("Ends a tenant: revokes its keys, stops sending; its id is never used again");
    }

    private static async Task<Results<Created<TenantResponse>, ProblemResult>> Create(
        JsonElement body,
        TenantDirectory tenants,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("id", out var member) || member.ValueKind != JsonValueKind.String
            || !TenantId.TryParse(member.GetString(), out var id))
        {
            return InvalidId(body);
        }

        var result = await tenants.CreateAsync(id, body, context.Caller().Actor, cancellationToken);
        return result.TryGet(out var created, out var problem)
            ? TypedResults.Created($"/api/tenants/{id}", Show(created, context))
            : new ProblemResult(problem);
    }

    private static async Task<Results<Ok<TenantResponse>, Created<TenantResponse>, ProblemResult>> Confirm(
        [FromRoute(Name = "tenant")] string id,
        JsonElement body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        TenantDirectory tenants,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (!TenantId.TryParse(id, out var tenant))
        {
            return InvalidId(body);
        }

        if (!ETags.TryRead(ifMatch, out var version) || (version is not null && (await tenants.RefreshAsync(tenant, cancellationToken))?.Version != version))
        {
            return NotThatVersion();
        }

        var result = await tenants.CreateOrConfirmAsync(tenant, body, context.Caller().Actor, cancellationToken);
        if (!result.TryGet(out var confirmed, out var problem))
        {
            return new ProblemResult(problem);
        }

        var document = Show(confirmed.Tenant, context);
        return confirmed.IsNew ? TypedResults.Created($"/api/tenants/{tenant}", document) : TypedResults.Ok(document);
    }

    private static async Task<Results<Ok<ListResponse<TenantResponse>>, ProblemResult>> List(
        [AsParameters] PageQuery page,
        TenantDirectory tenants,
        CancellationToken cancellationToken)
    {
        var place = Cursors.Place("tenants", "", null);
        if (!page.TryRead(place, out var limit, out string? after, out var problem))
        {
            return new ProblemResult(problem);
        }

        var found = await tenants.ListAsync(after is null ? null : TenantId.Parse(after), limit + 1, cancellationToken);
        return TypedResults.Ok(ListResponse.Of(found, limit, TenantResponse.Of, tenant => Cursors.Write(place, tenant.Id.ToString())));
    }

    private static async Task<Results<Ok<TenantResponse>, ProblemResult>> Get(
        TenantId tenant,
        TenantDirectory tenants,
        HttpContext context,
        CancellationToken cancellationToken) =>
        await tenants.RefreshAsync(tenant, cancellationToken) is { } found
            ? TypedResults.Ok(Show(found, context))
            : new ProblemResult(Problem.NoSuchTenant());

    private static async Task<Results<Ok<TenantResponse>, ProblemResult>> Patch(
        TenantId tenant,
        JsonElement body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        TenantDirectory tenants,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        if (!ETags.TryRead(ifMatch, out var version))
        {
            return NotThatVersion();
        }

        var caller = context.Caller();
        if (!caller.IsAdmin && body.ValueKind == JsonValueKind.Object && TenantDocument.AdminMembers.FirstOrDefault(name => body.TryGetProperty(name, out _)) is { } admin)
        {
            return new ProblemResult(new Problem(ProblemCode.Forbidden, $"Only an admin key may set '{admin}'."));
        }

        var result = await found.PatchAsync(body, version, caller.Actor, cancellationToken);
        return result.TryGet(out var patched, out var problem) ? TypedResults.Ok(Show(patched, context)) : new ProblemResult(problem);
    }

    private static async Task<Results<NoContent, ProblemResult>> Delete(
        TenantId tenant,
        [FromQuery] string? force,
        TenantDirectory tenants,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        var result = await found.DeleteAsync(force, context.Caller().Actor, cancellationToken);
        return result.TryGet(out _, out var problem) ? TypedResults.NoContent() : new ProblemResult(problem);
    }

    private static ProblemResult InvalidId(JsonElement body) => new(Problem.Invalid(
        [new ConfigProblem("id", "invalid_value", "2 to 63 of a-z, 0-9 and '-', not beginning with '-'."), .. TenantDocument.Check(body)]));

    private static ProblemResult NotThatVersion() => new(new Problem(ProblemCode.PreconditionFailed, "If-Match is not the ETag of this tenant as it is now."));

    private static TenantResponse Show(TenantSnapshot tenant, HttpContext context)
    {
        context.Response.Headers.ETag = ETags.Write(tenant.Version);
        return TenantResponse.Of(tenant.State);
    }
}
