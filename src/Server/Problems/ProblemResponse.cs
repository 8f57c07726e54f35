using EmailPlatform.Connectors;

namespace EmailPlatform.Server.Problems;

/// <summary>An error as the API tells it: RFC 9457 with a stable <c>code</c>.</summary>
/// <param name="Type">A URI that stands for the kind of error.</param>
/// <param name="Title">The HTTP status in words.</param>
/// <param name="Detail">What is wrong and what to do.</param>
/// <param name="Code">Stable; what callers switch on.</param>
/// <param name="Errors">Every problem of the input, each with its path.</param>
/// <param name="Flows">The user flows that would be left without email.</param>
public sealed record ProblemResponse(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    IReadOnlyList<ConfigProblem>? Errors = null,
    IReadOnlyList<string>? Flows = null);
