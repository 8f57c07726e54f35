using System.Text.Json;
using EmailPlatform.Connectors;
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

        await ProblemWriter.WriteAsync(httpContext, Of(exception));
        return true;
    }

    private Problem Of(Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new Problem(ProblemCode.PayloadTooLarge, "The request's body is too large.");
            case BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType }:
                return new Problem(ProblemCode.UnsupportedMediaType, "The body must be application/json.");
            case BadHttpRequestException { InnerException: JsonException json }:
                return Of(json);
            case JsonException json:
                return Of(json);
            case BadHttpRequestException bad:
                return new Problem(ProblemCode.InvalidRequest, bad.InnerException is null ? bad.Message : "The request could not be read.");
            case StoreUnavailableException unavailable:
                LogStoreUnavailable(unavailable.Message);
                return new Problem(ProblemCode.Overloaded, "The store is not available at the moment; ask again.", RetryAfter: TimeSpan.FromSeconds(2));
            default:
                LogFailed(exception);
                return new Problem(ProblemCode.Internal, "Something went wrong here; the log has it.");
        }
    }

    // The reader's own message may quote a value; its path, in our form (to, config.templates[0].subject), is enough to find the place.
    private static Problem Of(JsonException exception)
    {
        var path = (exception.Path ?? "$").TrimStart('$').TrimStart('.');
        var line = exception.LineNumber is { } number ? $" (line {number + 1}, byte {exception.BytePositionInLine + 1})" : "";
        var message = exception.Message switch
        {
            _ when exception.Message.Contains("could not be mapped", StringComparison.Ordinal) => "There is no such member.",
            _ when exception.Message.Contains("uplicate", StringComparison.Ordinal) => "A member stands twice.",
            _ when exception.Message.Contains("depth", StringComparison.OrdinalIgnoreCase) => "Nested too deeply: at most 16 levels.",
            _ when exception.Message.Contains("could not be converted", StringComparison.Ordinal) => "A value of another type is needed here.",
            _ when exception.Message.Contains("missing required", StringComparison.Ordinal) => "A required member is missing.",
            _ => "Not JSON that can be read here.",
        };
        return new Problem(ProblemCode.InvalidRequest, message + line, [new ConfigProblem(path, "invalid_json", message)]);
    }

    [LoggerMessage(LogLevel.Error, "A request failed")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(LogLevel.Warning, "The store is not available: {reason}")]
    private partial void LogStoreUnavailable(string reason);
}
