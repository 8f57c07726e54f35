using EmailPlatform.Platform.Problems;

namespace EmailPlatform.Server.Problems;

/// <summary>The HTTP status of each problem code.</summary>
internal static class ProblemStatus
{
    public static int Of(string code) => code switch
    {
        ProblemCode.InvalidRequest => StatusCodes.Status400BadRequest,
        ProblemCode.Unauthorized => StatusCodes.Status401Unauthorized,
        ProblemCode.Forbidden => StatusCodes.Status403Forbidden,
        ProblemCode.NotFound => StatusCodes.Status404NotFound,
        ProblemCode.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        ProblemCode.ConnectorNotConfigured or ProblemCode.UntestedRevision or ProblemCode.ConnectorInUse or ProblemCode.EpochConflict
            or ProblemCode.WrongState or ProblemCode.TenantExists or ProblemCode.PlanStale
            or ProblemCode.IdempotencyInProgress => StatusCodes.Status409Conflict,
        ProblemCode.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        ProblemCode.PayloadTooLarge => StatusCodes.Status413PayloadTooLarge,
        ProblemCode.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        ProblemCode.InvalidConfig or ProblemCode.InvalidRecipient or ProblemCode.TemplateNotFound or ProblemCode.TemplateVariableMissing
            or ProblemCode.HeaderNotAllowed or ProblemCode.NotSupportedByConnector or ProblemCode.TargetNotAllowed
            or ProblemCode.SecretRebindRequired or ProblemCode.MailLoop or ProblemCode.SecretsMissing
            or ProblemCode.IdempotencyConflict => StatusCodes.Status422UnprocessableEntity,
        ProblemCode.RateLimited => StatusCodes.Status429TooManyRequests,
        ProblemCode.Overloaded => StatusCodes.Status503ServiceUnavailable,
        ProblemCode.Internal => StatusCodes.Status500InternalServerError,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "A problem code without a status."),
    };
}
