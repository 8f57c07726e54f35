using EmailPlatform.Platform.Problems;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.Audit;
using EmailPlatform.Server.Connector;
using EmailPlatform.Server.ConnectorTypes;
using EmailPlatform.Server.Encryption;
using EmailPlatform.Server.Health;
using EmailPlatform.Server.Keys;
using EmailPlatform.Server.Mailboxes;
using EmailPlatform.Server.Messages;
using EmailPlatform.Server.Nodes;
using EmailPlatform.Server.OpenApi;
using EmailPlatform.Server.Problems;
using EmailPlatform.Server.Promotions;
using EmailPlatform.Server.Templates;
using EmailPlatform.Server.Tenants;

namespace EmailPlatform.Server.Hosting;

/// <summary>The way of a request: problems, routing, access, endpoint.</summary>
internal static class PlatformRoutes
{
    public static void MapPlatform(this WebApplication app)
    {
        app.Use(static (context, next) =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return next(context);
        });
        if (TrustedProxies.Read(app.Configuration) is { } proxies)
        {
            app.UseForwardedHeaders(proxies);
        }

        app.UseExceptionHandler();
        app.UseStatusCodePages(static context => ProblemWriter.WriteAsync(context.HttpContext, Of(context.HttpContext.Response.StatusCode)));
        app.UseRouting();
        app.UseMiddleware<AccessMiddleware>();

        app.MapHealth();
        app.MapTenants();
        app.MapKeys();
        app.MapAudit();
        app.MapConnectorTypes();
        app.MapConnector();
        app.MapRevisions();
        app.MapConnectorTests();
        app.MapPromotions();
        app.MapTemplates();
        app.MapTemplateVersions();
        app.MapTemplateFiles();
        app.MapConfiguration();
        app.MapMessages();
        app.MapSending();
        app.MapMailboxes();
        app.MapEncryption();
        app.MapNodes();
        app.MapApiDescription();
    }

    private static Problem Of(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new Problem(ProblemCode.Unauthorized, "A valid key is needed."),
        StatusCodes.Status404NotFound => Problem.NotFound("There is nothing here; /docs shows what there is."),
        StatusCodes.Status405MethodNotAllowed => new Problem(ProblemCode.MethodNotAllowed, "This method is not for this address; /docs shows what there is."),
        StatusCodes.Status413PayloadTooLarge => new Problem(ProblemCode.PayloadTooLarge, "The request's body is too large."),
        StatusCodes.Status415UnsupportedMediaType => new Problem(ProblemCode.UnsupportedMediaType, "The body must be application/json."),
        _ when status < StatusCodes.Status500InternalServerError => new Problem(ProblemCode.InvalidRequest, "The request could not be read."),
        _ => new Problem(ProblemCode.Internal, "Something went wrong here; the log has it."),
    };
}
