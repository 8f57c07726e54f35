using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Messages;

/// <summary>A request that is sound in itself; whether the tenant's connector can express it is another question.</summary>
/// <param name="Languages">Those that the end user accepts, where the request names none itself.</param>
internal sealed record CheckedRequest(
    EmailAddress To,
    UsageType UsageType,
    MessageContent Content,
    string? Metadata,
    TimeSpan? Life,
    IReadOnlyList<ConfigProblem> Warnings,
    IReadOnlyList<string> Languages);
