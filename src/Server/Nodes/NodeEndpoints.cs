using EmailPlatform.Platform.Nodes;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.Lists;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EmailPlatform.Server.Nodes;

/// <summary>The nodes on this store, for operators.</summary>
internal static class NodeEndpoints
{
    public static void MapNodes(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/nodes", List)
            .ForAdmins()
            .WithTags("Running")
            .WithName("ListNodes")
            .WithSummary("Lists the nodes that live or still hold messages");

    // A handful: never more than one page.
    private static async Task<Ok<ListResponse<NodeResponse>>> List(INodeStore nodes, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ListResponse<NodeResponse>([.. (await nodes.ListAsync(cancellationToken)).Select(NodeResponse.Of)], null));
}
