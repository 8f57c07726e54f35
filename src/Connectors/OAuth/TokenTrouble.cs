using System.Globalization;
using EmailPlatform.Connectors.HttpCalls;
using EmailPlatform.Connectors.Network;

namespace EmailPlatform.Connectors.OAuth;

/// <summary>Whose fault it is when there is no token, and what to do.</summary>
internal static class TokenTrouble
{
    /// <summary>From an answer of the issuer; its words come already cleaned.</summary>
    public static TokenFailure Describe(HttpResponseMessage response, string? error, string? description, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;
        var words = string.Create(CultureInfo.InvariantCulture, $"The token issuer answered {status}")
            + (error is null ? string.Empty : $" {error}")
            + (description is null ? "." : $": {description}");
        var wait = RetryAfter.Read(response.Headers, now);

        if (status is 429 || error is "slow_down")
        {
            return new TokenFailure(FaultScope.Connector, "oauth_rate_limited", words, "The issuer limits this client.", wait);
        }

        if (status is 408 or >= 500 || error is "temporarily_unavailable" or "server_error")
        {
            return new TokenFailure(FaultScope.Platform, "oauth_issuer_unavailable", words, RetryAfter: wait);
        }

        if (error is not null && HintFor(error) is { } hint)
        {
            return new TokenFailure(FaultScope.Connector, $"oauth_{error}", words, hint);
        }

        return status is >= 300 and < 400
            ? new TokenFailure(FaultScope.Connector, "oauth_redirected", words, "Redirects are not followed; set accessUrl to the final address.")
            : new TokenFailure(FaultScope.Connector, "oauth_refused", words, "Check accessUrl: it must be the issuer's token endpoint.");
    }

    /// <summary>From a request without an answer.</summary>
    public static TokenFailure Describe(HttpRequestException exception)
    {
        if (ConnectFailedException.Find(exception) is { } connect)
        {
            return connect.Kind switch
            {
                ConnectFailureKind.NotAllowed => new TokenFailure(FaultScope.Connector, "target_not_allowed", connect.Detail, "Correct accessUrl."),
                ConnectFailureKind.NotFound => new TokenFailure(FaultScope.Connector, "oauth_host_not_found", connect.Detail, "Correct accessUrl."),
                _ => new TokenFailure(FaultScope.Platform, "oauth_unreachable", connect.Detail),
            };
        }

        return exception.HttpRequestError == HttpRequestError.SecureConnectionError
            ? new TokenFailure(FaultScope.Connector, "oauth_tls_failed", "The token issuer's certificate or TLS is not acceptable.", "Check accessUrl.")
            : new TokenFailure(FaultScope.Platform, "oauth_unreachable", $"The request to the token issuer failed ({exception.HttpRequestError}).");
    }

    // The errors of RFC 6749, section 5.2; a word outside this list must not become a code of ours.
    private static string? HintFor(string error) => error switch
    {
        "invalid_grant" => "The refresh token or assertion is no longer accepted: authorise again and enter the new one.",
        "invalid_client" => "Check clientId and clientSecret.",
        "unauthorized_client" => "Allow this client the grant at the issuer (for a service account: domain-wide delegation of the scope).",
        "unsupported_grant_type" => "The issuer does not offer this grant at accessUrl.",
        "invalid_scope" => "Correct the scope.",
        "access_denied" => "The issuer denies this client access.",
        "invalid_request" => "Check every OAuth2 field; the issuer misses or refuses one.",
        _ => null,
    };
}
