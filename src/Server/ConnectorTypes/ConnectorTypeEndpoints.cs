using System.Text;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Revisions;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.Lists;
using EmailPlatform.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EmailPlatform.Server.ConnectorTypes;

/// <summary>The connector types that there are.</summary>
internal static class ConnectorTypeEndpoints
{
    public static void MapConnectorTypes(this IEndpointRouteBuilder routes)
    {
        var types = routes.MapGroup("/api/connector-types").WithTags("Connector types");
        types.MapGet("", List).ForScope(Scope.ConnectorRead).WithName("ListConnectorTypes").WithSummary("Lists connector types");
        types.MapGet("/{type}", Get).ForScope(Scope.ConnectorRead).WithName("GetConnectorType").WithSummary("Shows a connector type, by its id or an alias");

        // Drawn by the console in an <img>, which sends no key; a logo is no secret.
        types.MapGet("/{type}/logo.svg", Logo).ForAnyone().Produces<string>(StatusCodes.Status200OK, "image/svg+xml").WithName("GetConnectorLogo").WithSummary("A connector type's logo");
    }

    private static Results<Ok<ListResponse<ConnectorTypeResponse>>, ProblemResult> List([AsParameters] PageQuery page, ConnectorCatalog catalog, ConnectorSurroundings surroundings) =>
        ListResponse.Of([.. catalog.All], page, Cursors.Place("connector-types", "", null), connector => ConnectorTypeResponse.Of(connector, surroundings), connector => connector.Description.Type)
            .TryGet(out var found, out var problem)
            ? TypedResults.Ok(found)
            : new ProblemResult(problem);

    private static Results<Ok<ConnectorTypeResponse>, ProblemResult> Get(string type, ConnectorCatalog catalog, ConnectorSurroundings surroundings) =>
        catalog.TryFind(type, out var connector) ? TypedResults.Ok(ConnectorTypeResponse.Of(connector, surroundings)) : new ProblemResult(NoSuchType(catalog));

    private static Results<FileContentHttpResult, ProblemResult> Logo(string type, ConnectorCatalog catalog, HttpContext context)
    {
        if (!catalog.TryFind(type, out var connector))
        {
            return new ProblemResult(NoSuchType(catalog));
        }

        context.Response.Headers.CacheControl = "public, max-age=3600";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        return TypedResults.File(Encoding.UTF8.GetBytes(connector.Logo), "image/svg+xml");
    }

    private static Problem NoSuchType(ConnectorCatalog catalog) =>
        Problem.NotFound($"There is no such connector type. There are {string.Join(", ", catalog.All.Select(connector => connector.Description.Type))}.");
}
