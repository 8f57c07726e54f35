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
        var response = Of(problem, status);
        context.Response.StatusCode = response.Status;
        context.Response.Headers.CacheControl = "no-store";
        if (SecondsOf(problem.RetryAfter) is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (response.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = new AuthenticationHeaderValue("Bearer").ToString();
        }

        await context.Response.WriteAsJsonAsync(response, JsonRules.Problem, ContentType, context.RequestAborted);
    }

    /// <summary>A problem in the shape of the API, where it is a part of an answer.</summary>
    /// <param name="status">As in <see cref="WriteAsync"/>.</param>
    public static ProblemResponse Of(Problem problem, int? status = null)
    {
        var told = status ?? ProblemStatus.Of(problem.Code);
        return new ProblemResponse(
            $"urn:emailplatform:problem:{problem.Code}",
            ReasonPhrases.GetReasonPhrase(told),
            told,
            problem.Detail,
            problem.Code,
            problem.Errors,
            problem.Flows?.Select(flow => flow.ToString()).ToList());
    }

    /// <summary>A wait as the API tells it: whole seconds, at least one.</summary>
    public static int? SecondsOf(TimeSpan? wait) => wait is { } time ? (int)Math.Max(1, Math.Ceiling(time.TotalSeconds)) : null;
}
