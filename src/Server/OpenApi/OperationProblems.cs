using EmailPlatform.Server.Access;
using EmailPlatform.Server.Problems;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace EmailPlatform.Server.OpenApi;

/// <summary>Every operation answers errors in one shape; said once for all that is not a success.</summary>
internal sealed class OperationProblems : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Responses ??= [];
        var open = context.Description.ActionDescriptor.EndpointMetadata.OfType<RequiredAccess>().LastOrDefault() is { Anyone: true };
        var mayFail = operation.Responses.Remove("400");
        if (!mayFail && open)
        {
            return;
        }

        var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemResponse), null, cancellationToken);
        Add(operation, "default", "A problem: `code` says which, `errors` where.", schema);
        if (!open)
        {
            Add(operation, "401", "No key, or one that is wrong, revoked or expired.", schema);
        }
    }

    private static void Add(OpenApiOperation operation, string status, string description, OpenApiSchema schema) =>
        operation.Responses?.TryAdd(status, new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType> { [ProblemWriter.ContentType] = new() { Schema = schema } },
        });
}
