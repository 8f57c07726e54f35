using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Nodes;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Server.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EmailPlatform.Server.Health;

/// <summary>Whether this node lives, can accept and send, and what it is. A tenant's provider has no influence on it.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("").WithTags("Running");
        health.MapGet("/health/live", () => TypedResults.Ok(new HealthResponse("ok")))
            .ForAnyone().WithName("GetLiveness").WithSummary("Answers when the process runs");
        health.MapGet("/health/ready", Ready)
            .ForAnyone().WithName("GetReadiness").WithSummary("Answers 200 when the node can accept and send, else 503");
        health.MapGet("/version", Show)
            .ForAnyone().WithName("GetVersion").WithSummary("What runs here");
    }

    private static async Task<Results<Ok<HealthResponse>, JsonHttpResult<HealthResponse>>> Ready(
        StoreCheck store, NodeLife life, IHostApplicationLifetime lifetime, HttpContext context, CancellationToken cancellationToken)
    {
        var reason = lifetime.ApplicationStopping.IsCancellationRequested
            ? "The node is stopping."
            : await store.FaultAsync(cancellationToken) ?? (life.MayStart ? null : "The node could not renew its lease in the store: it sends nothing until it can.");
        if (reason is null)
        {
            return TypedResults.Ok(new HealthResponse("ok"));
        }

        var told = context.Features.Get<Caller>() is null ? null : reason;
        return TypedResults.Json(new HealthResponse("unavailable", told), ApiJson.Default.HealthResponse, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static Ok<VersionResponse> Show(IPlatformStore store, NodeProfile node, HttpContext context) =>
        TypedResults.Ok(context.Features.Get<Caller>() is null
            ? new VersionResponse(node.Version, null, null, null)
            : new VersionResponse(node.Version, node.Runtime, store.Kind, node.Name));
}
