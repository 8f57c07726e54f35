using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.Lists;
using EmailPlatform.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EmailPlatform.Server.Keys;

/// <summary>Keys of tenants and of admins.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/api/admin-keys").WithTags("Admin keys");
        admin.MapPost("", CreateAdmin).ForAdmins().WithName("CreateAdminKey").WithSummary("Makes an admin key; it is shown this once");
        admin.MapGet("", ListAdmin).ForAdmins().WithName("ListAdminKeys").WithSummary("Lists admin keys");
        admin.MapDelete("/{key}", RevokeAdmin).ForAdmins().WithName("RevokeAdminKey").WithSummary("Revokes an admin key, on every node within a second");

        var tenant = routes.MapGroup("/api/tenants/{tenant}/keys").WithTags("Keys");
        tenant.MapPost("", Create).ForScope(Scope.Keys).WithName("CreateKey").WithSummary("Makes a tenant key; it is shown this once");
        tenant.MapGet("", List).ForScope(Scope.Keys).WithName("ListKeys").WithSummary("Lists a tenant's keys");
        tenant.MapDelete("/{key}", Revoke).ForScope(Scope.Keys).WithName("RevokeKey").WithSummary("Revokes a key, on every node within a second");
    }

    private static async Task<Results<Created<KeyResponse>, ProblemResult>> CreateAdmin(
        AdminKeyRequest body, KeyService keys, HttpContext context, CancellationToken cancellationToken) =>
        Answer(
            "/api/admin-keys",
            context.Caller(),
            await keys.CreateAdminKeyAsync(new NewKey(body.Name, null, body.ExpiresAt, body.Hash), context.Caller(), cancellationToken));

    private static Task<Results<Ok<ListResponse<KeyResponse>>, ProblemResult>> ListAdmin(
        [AsParameters] PageQuery page, KeyService keys, HttpContext context, CancellationToken cancellationToken) =>
        ListAsync(null, page, keys, context.Caller(), cancellationToken);

    private static Task<Results<NoContent, ProblemResult>> RevokeAdmin(string key, KeyService keys, HttpContext context, CancellationToken cancellationToken) =>
        RevokeAsync(null, key, keys, context, cancellationToken);

    private static async Task<Results<Created<KeyResponse>, ProblemResult>> Create(
        TenantId tenant, TenantKeyRequest body, KeyService keys, HttpContext context, CancellationToken cancellationToken)
    {
        var tenants = new List<TenantId> { tenant };
        foreach (var text in body.Tenants ?? [])
        {
            if (!TenantId.TryParse(text, out var other))
            {
                return new ProblemResult(Problem.NotFound($"There is no tenant '{text}'."));
            }

            tenants.Add(other);
        }

        var request = new NewKey(body.Name, body.Scopes, body.ExpiresAt, body.Hash);
        return Answer($"/api/tenants/{tenant}/keys", context.Caller(), await keys.CreateTenantKeyAsync(tenants, request, context.Caller(), cancellationToken));
    }

    private static async Task<Results<Ok<ListResponse<KeyResponse>>, ProblemResult>> List(
        TenantId tenant, [AsParameters] PageQuery page, KeyService keys, TenantDirectory tenants, HttpContext context, CancellationToken cancellationToken) =>
        await tenants.FindAsync(tenant, cancellationToken) is null
            ? new ProblemResult(Problem.NoSuchTenant())
            : await ListAsync(tenant, page, keys, context.Caller(), cancellationToken);

    private static Task<Results<NoContent, ProblemResult>> Revoke(
        TenantId tenant, string key, KeyService keys, HttpContext context, CancellationToken cancellationToken) =>
        RevokeAsync(tenant, key, keys, context, cancellationToken);

    private static Results<Created<KeyResponse>, ProblemResult> Answer(string path, Caller caller, Result<CreatedKey> result) =>
        result.TryGet(out var created, out var problem)
            ? TypedResults.Created($"{path}/{created.Key.Id}", KeyResponse.Of(created, caller))
            : new ProblemResult(problem);

    private static async Task<Results<Ok<ListResponse<KeyResponse>>, ProblemResult>> ListAsync(
        TenantId? tenant, PageQuery page, KeyService keys, Caller caller, CancellationToken cancellationToken)
    {
        var place = Cursors.Place("keys", tenant?.ToString() ?? "", null);
        if (!page.TryRead(place, out var limit, out string? after, out var problem))
        {
            return new ProblemResult(problem);
        }

        var found = await keys.ListAsync(tenant, after, limit + 1, cancellationToken);
        return TypedResults.Ok(ListResponse.Of(found, limit, key => KeyResponse.Of(key, caller), key => Cursors.Write(place, key.Id)));
    }

    private static async Task<Results<NoContent, ProblemResult>> RevokeAsync(
        TenantId? tenant, string key, KeyService keys, HttpContext context, CancellationToken cancellationToken) =>
        (await keys.RevokeAsync(tenant, key, context.Caller(), cancellationToken)).TryGet(out _, out var problem)
            ? TypedResults.NoContent()
            : new ProblemResult(problem);
}
