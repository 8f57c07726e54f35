using System.Reflection;
using EmailPlatform.Platform.Problems;
using Microsoft.AspNetCore.Http.Metadata;

namespace EmailPlatform.Server.Problems;

/// <summary>A problem as the answer of an endpoint.</summary>
/// <param name="status">In place of the one that the problem's code has otherwise.</param>
internal sealed class ProblemResult(Problem problem, int? status = null) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext) => ProblemWriter.WriteAsync(httpContext, problem, status);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status400BadRequest, typeof(ProblemResponse), [ProblemWriter.ContentType]));

    public static implicit operator ProblemResult(Problem problem) => new(problem);
}
