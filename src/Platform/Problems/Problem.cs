using EmailPlatform.Connectors;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Problems;

/// <summary>Why something was not done, as a value: the edge makes <c>application/problem+json</c> of it.</summary>
/// <param name="Code">One of <see cref="ProblemCode"/>.</param>
/// <param name="Detail">For people: what is wrong and what to do. Never holds a secret.</param>
/// <param name="Errors">Every problem of the input, with paths from the request body's root.</param>
/// <param name="Flows">The user flows that would have no email any more.</param>
/// <param name="RetryAfter">When to try again, where waiting helps.</param>
public sealed record Problem(
    string Code,
    string Detail,
    IReadOnlyList<ConfigProblem>? Errors = null,
    IReadOnlyList<Flow>? Flows = null,
    TimeSpan? RetryAfter = null)
{
    /// <summary>Input with several problems.</summary>
    public static Problem Invalid(IReadOnlyList<ConfigProblem> errors) =>
        new(ProblemCode.InvalidRequest, errors.Count == 1 ? errors[0].Message : $"The request has {errors.Count} problems.", errors);

    /// <summary>Input with one problem.</summary>
    public static Problem Invalid(string path, string code, string message) => Invalid([new ConfigProblem(path, code, message)]);

    public static Problem NotFound(string detail) => new(ProblemCode.NotFound, detail);

    /// <summary>The answer for a tenant that is not there, and for one that the caller does not reach: nobody can tell them apart.</summary>
    public static Problem NoSuchTenant() => NotFound("There is no such tenant.");

    public static Problem WrongState(string detail) => new(ProblemCode.WrongState, detail);
}
