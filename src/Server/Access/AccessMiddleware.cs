using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.Problems;

namespace EmailPlatform.Server.Access;

/// <summary>
/// Lets a request through to its endpoint or not: no good key 401, a tenant that the key does not reach 404 (as if there were
/// none), a scope that it lacks 403. An endpoint that does not say who may call it lets nobody in.
/// </summary>
internal sealed class AccessMiddleware(RequestDelegate next, KeyService keys)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        // What routing answers by itself, a method or content type that is not for the address, tells nobody anything.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }

        var access = endpoint.Metadata.GetMetadata<RequiredAccess>() ?? RequiredAccess.Admin;
        var caller = access.Anyone ? await RecogniseAsync(context) : await AuthenticateAsync(context);
        if (caller is not null)
        {
            context.Features.Set(caller);
        }

        if (Refusal(context, access, caller) is { } problem)
        {
            await ProblemWriter.WriteAsync(context, problem);
            return;
        }

        await next(context);
    }

    private static Problem? Refusal(HttpContext context, RequiredAccess access, Caller? caller)
    {
        if (access.Anyone)
        {
            return null;
        }

        if (caller is null)
        {
            return new Problem(ProblemCode.Unauthorized, "A valid key is needed: Authorization: Bearer <key>.");
        }

        if (caller.IsAdmin)
        {
            return null;
        }

        if (context.GetRouteValue("tenant") is not string text)
        {
            return access.Scope is { } needed && caller.Scopes.Contains(needed) ? null : Forbidden(access);
        }

        if (!TenantId.TryParse(text, out var tenant) || !caller.Reaches(tenant))
        {
            return Problem.NoSuchTenant();
        }

        return access.Scope is { } scope && caller.Can(scope, tenant) ? null : Forbidden(access);
    }

    private static Problem Forbidden(RequiredAccess access) =>
        new(ProblemCode.Forbidden, access.Scope is { } scope ? $"The key lacks the scope {scope}." : "Only an admin key may do this.");

    // Where nobody needs a key, one only adds to the answer: a store that cannot look it up must not take the rest away.
    private async ValueTask<Caller?> RecogniseAsync(HttpContext context)
    {
        try
        {
            return await AuthenticateAsync(context);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private async ValueTask<Caller?> AuthenticateAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? await keys.AuthenticateAsync(header[Scheme.Length..].Trim(), context.Connection.RemoteIpAddress?.ToString(), context.RequestAborted)
            : null;
    }
}
