namespace EmailPlatform.Platform.Problems;

/// <summary>Why something was not done, in the stable words of the API.</summary>
public static class ProblemCode
{
    public const string InvalidRequest = "invalid_request";
    public const string Unauthorized = "unauthorized";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string Internal = "internal_error";
    public const string Forbidden = "forbidden";
    public const string NotFound = "not_found";
    public const string PreconditionFailed = "precondition_failed";
    public const string TenantExists = "tenant_exists";
    public const string ConnectorNotConfigured = "connector_not_configured";
    public const string UntestedRevision = "untested_revision";
    public const string ConnectorInUse = "connector_in_use";
    public const string EpochConflict = "epoch_conflict";
    public const string WrongState = "wrong_state";
    public const string IdempotencyInProgress = "idempotency_in_progress";
    public const string IdempotencyConflict = "idempotency_conflict";
    public const string PlanStale = "plan_stale";
    public const string SecretsMissing = "secrets_missing";
    public const string InvalidConfig = "invalid_config";
    public const string InvalidRecipient = "invalid_recipient";
    public const string SecretRebindRequired = "secret_rebind_required";
    public const string TargetNotAllowed = "target_not_allowed";
    public const string TemplateNotFound = "template_not_found";
    public const string TemplateVariableMissing = "template_variable_missing";
    public const string HeaderNotAllowed = "header_not_allowed";
    public const string MailLoop = "mail_loop";
    public const string NotSupportedByConnector = "not_supported_by_connector";
    public const string PayloadTooLarge = "payload_too_large";
    public const string Overloaded = "overloaded";
    public const string RateLimited = "rate_limited";
}
