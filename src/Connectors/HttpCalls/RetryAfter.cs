using System.Net.Http.Headers;

namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>The header Retry-After (RFC 9110, 10.2.3): seconds or a date.</summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now) =>
        headers.RetryAfter is { } header ? Bound(header.Delta ?? (header.Date - now)) : null;

    /// <summary>What a provider asks for beyond an hour is asked again then; what lies in the past is no wait.</summary>
    public static TimeSpan? Bound(TimeSpan? wait) => wait > TimeSpan.Zero ? (wait < Longest ? wait : Longest) : null;
}
