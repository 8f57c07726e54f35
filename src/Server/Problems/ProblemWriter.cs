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

    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        var response = Of(problem);
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

    public static ProblemResponse Of(Problem problem)
    {
        var status = ProblemStatus.Of(problem.Code);
        return new ProblemResponse(
            $"urn:emailplatform:problem:{problem.Code}",
            ReasonPhrases.GetReasonPhrase(status),
            status,
            problem.Detail,
            problem.Code,
            problem.Errors,
            problem.Flows?.Select(flow => flow.ToString()).ToList());
    }
}
