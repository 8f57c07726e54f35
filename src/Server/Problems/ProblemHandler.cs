using System.Text.Json;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace EmailPlatform.Server.Problems;

/// <summary>The one place where an exception becomes an answer. What it holds never reaches the caller: it may quote what was sent.</summary>
internal sealed partial class ProblemHandler(ILogger<ProblemHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        await ProblemWriter.WriteAsync(httpContext, Of(exception, httpContext));
        return true;
    }

    private Problem Of(Exception exception, HttpContext context)
    {
        switch (exception)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new Problem(ProblemCode.PayloadTooLarge, "The request's body is too large.");
            case BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType }:
                return new Problem(ProblemCode.UnsupportedMediaType, "The body must be application/json.");
            case BadHttpRequestException { InnerException: JsonException json }:
                return JsonProblem.Of(json);
            case JsonException json:
                return JsonProblem.Of(json);
            case BadHttpRequestException bad:
                return BindingProblem.Of(bad, context);
            case StoreUnavailableException unavailable:
                LogStoreUnavailable(unavailable.Message);
                return new Problem(ProblemCode.Overloaded, "The store is not available at the moment; ask again.", RetryAfter: TimeSpan.FromSeconds(2));
            default:
                LogFailed(exception);
                return new Problem(ProblemCode.Internal, "Something went wrong here; the log has it.");
        }
    }

    [LoggerMessage(LogLevel.Error, "A request failed")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(LogLevel.Warning, "The store is not available: {reason}")]
    private partial void LogStoreUnavailable(string reason);
}
