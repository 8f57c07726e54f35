using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Platform.Testing;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EmailPlatform.Server.Connector;

/// <summary>Trying a configuration before it sends.</summary>
internal static class TestEndpoints
{
    public static void MapConnectorTests(this IEndpointRouteBuilder routes)
    {
        var connector = routes.MapGroup("/api/tenants/{tenant}/connector").WithTags("Connector");
        connector.MapPost("/revisions/{revision:int}/test", TestStored)
            .ForScope(Scope.ConnectorWrite).WithName("TestRevision").WithSummary("Sends test mail through a stored revision, as real mail goes");
        connector.MapPost("/test", TestUnstored)
            .ForScope(Scope.ConnectorWrite).WithName("TestConfig").WithSummary("Sends test mail through a configuration that is not stored");
    }

    private static async Task<Results<Ok<TestResponse>, ProblemResult>> TestStored(
        TenantId tenant, int revision, TestBody body, TenantDirectory tenants, HttpContext context, CancellationToken cancellationToken) =>
        await tenants.FindAsync(tenant, cancellationToken) is { } found
            ? Answer(await found.TestAsync(revision, body.ToRequest(), context.Caller().Actor, cancellationToken))
            : new ProblemResult(Problem.NoSuchTenant());

    private static async Task<Results<Ok<TestResponse>, ProblemResult>> TestUnstored(
        TenantId tenant, UnstoredTestBody body, TenantDirectory tenants, HttpContext context, CancellationToken cancellationToken) =>
        await tenants.FindAsync(tenant, cancellationToken) is { } found
            ? Answer(await found.TestAsync(new NewRevision(body.Type, body.Config), body.ToRequest(), context.Caller().Actor, cancellationToken))
            : new ProblemResult(Problem.NoSuchTenant());

    private static Results<Ok<TestResponse>, ProblemResult> Answer(Result<TestReport> result) =>
        result.TryGet(out var report, out var problem) ? TypedResults.Ok(TestResponse.Of(report)) : new ProblemResult(problem);
}
