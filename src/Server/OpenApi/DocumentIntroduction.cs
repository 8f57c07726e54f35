using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace EmailPlatform.Server.OpenApi;

/// <summary>What the description says first: what this is, and how callers show who they are.</summary>
internal sealed class DocumentIntroduction : IOpenApiDocumentTransformer
{
    public const string SchemeName = "key";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "EmailPlatform",
            Version = "1",
            Description =
                "Multi-tenant email for SaaS backends. Each tenant has exactly one active connector; a message is durable when it is accepted, "
                + "is sent through that connector, and can be explained afterwards.\n\n"
                + "Errors are `application/problem+json` with a stable `code`; input errors name every problem with its path.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[SchemeName] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An admin key (`ep_admin_…`) or a tenant key (`ep_…`).",
        };
        return Task.CompletedTask;
    }
}
