using System.Reflection;
using EmailPlatform.Platform.Problems;
using Microsoft.AspNetCore.Http.Metadata;

namespace EmailPlatform.Server.Problems;

/// <summary>A problem as the answer of an endpoint.</summary>
internal sealed class ProblemResult(Problem problem) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext) => ProblemWriter.WriteAsync(httpContext, problem);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status400BadRequest, typeof(ProblemResponse), [ProblemWriter.ContentType]));

    public static implicit operator ProblemResult(Problem problem) => new(problem);
}
