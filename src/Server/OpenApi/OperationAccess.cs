using EmailPlatform.Server.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace EmailPlatform.Server.OpenApi;

/// <summary>Says at each operation which key it takes. Machines find it as <c>x-access</c>: a scope, <c>admin</c> or <c>none</c>.</summary>
internal sealed class OperationAccess : IOpenApiOperationTransformer
{
    public const string Extension = "x-access";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var access = context.Description.ActionDescriptor.EndpointMetadata.OfType<RequiredAccess>().LastOrDefault() ?? RequiredAccess.Admin;
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        operation.Extensions[Extension] = new JsonNodeExtension(access.ToString());
        if (access.Anyone)
        {
            return Task.CompletedTask;
        }

        var needs = access.Scope is { } scope ? $"Needs the scope `{scope}`." : "Needs an admin key.";
        operation.Description = operation.Description is null ? needs : $"{operation.Description}\n\n{needs}";
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(DocumentIntroduction.SchemeName, context.Document)] = [] }];
        return Task.CompletedTask;
    }
}
