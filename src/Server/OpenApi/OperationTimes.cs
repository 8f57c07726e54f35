using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace EmailPlatform.Server.OpenApi;

/// <summary>Times in a query are strings: a reader of our own leaves the framework without a type to tell.</summary>
internal sealed class OperationTimes : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var schema in (operation.Parameters ?? []).Select(parameter => parameter.Schema).OfType<OpenApiSchema>().Where(schema => schema is { Type: null, Format: "date-time" }))
        {
            schema.Type = JsonSchemaType.String;
        }

        return Task.CompletedTask;
    }
}
