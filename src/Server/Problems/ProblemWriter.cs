using System.Globalization;
using System.Net.Http.Headers;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Server.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace EmailPlatform.Server.Problems;

/// <summary>Writes problems: one shape for all of them, wherever they come from.</summary>
internal static class ProblemWriter
{
    public const string ContentType = "application/problem+json";

    /// <param name="status">In place of the one that the code has otherwise.</param>
    public static async Task WriteAsync(HttpContext context, Problem problem, int? status = null)
    {
        var response = Of(problem, status ?? ProblemStatus.Of(problem.Code));
        context.Response.StatusCode = response.Status;
        context.Response.Headers.CacheControl = "no-store";
        if (problem.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (response.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = new AuthenticationHeaderValue("Bearer").ToString();
        }

        await context.Response.WriteAsJsonAsync(response, JsonRules.Problem, ContentType, context.RequestAborted);
    }

    private static ProblemResponse Of(Problem problem, int status) => new(
        $"urn:emailplatform:problem:{problem.Code}",
        ReasonPhrases.GetReasonPhrase(status),
        status,
        problem.Detail,
        problem.Code,
        problem.Errors,
        problem.Flows?.Select(flow => flow.ToString()).ToList());
}
