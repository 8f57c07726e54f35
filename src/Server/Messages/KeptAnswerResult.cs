using EmailPlatform.Platform.Idempotency;

namespace EmailPlatform.Server.Messages;

/// <summary>An accepted message's answer as it was kept, byte for byte the same for the first and for every repetition.</summary>
/// <param name="location">Where what was made is found.</param>
internal sealed class KeptAnswerResult(IdempotentAnswer answer, string? location) : IResult
{
    /// <summary>Says of an answer that an earlier request got it first.</summary>
    public static void Mark(HttpContext context, bool isReplay)
    {
        if (isReplay)
        {
            context.Response.Headers["Idempotency-Replayed"] = "true";
        }
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        Mark(httpContext, answer.IsReplay);
        response.StatusCode = StatusCodes.Status202Accepted;
        response.Headers.Location = location;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = answer.Kept.Answer.Length;
        await response.Body.WriteAsync(answer.Kept.Answer, httpContext.RequestAborted);
    }
}
