using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.Lists;
using EmailPlatform.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EmailPlatform.Server.Messages;

/// <summary>Explaining messages.</summary>
internal static class MessageEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder routes)
    {
        var messages = routes.MapGroup("/api/tenants/{tenant}/messages").WithTags("Messages");
        messages.MapGet("/{message}", Get)
            .ForScope(Scope.MessagesRead)
            .WithName("GetMessage")
            .WithSummary("Explains a message: status, every attempt, timeline");
        messages.MapGet("", List)
            .ForScope(Scope.MessagesRead)
            .WithName("ListMessages")
            .WithSummary("Lists messages, newest first");
    }

    private static async Task<Results<Ok<MessageResponse>, ProblemResult>> Get(
        TenantId tenant,
        string message,
        IMessageStore store,
        CancellationToken cancellationToken) =>
        MessageId.TryParse(message, out var id) && await store.FindAsync(tenant, id, cancellationToken) is { } found
            ? TypedResults.Ok(MessageResponse.Of(found))
            : new ProblemResult(Problem.NotFound("There is no such message."));

    private static async Task<Results<Ok<ListResponse<MessageResponse>>, ProblemResult>> List(
        TenantId tenant,
        [AsParameters] MessageQuery query,
        [AsParameters] PageQuery page,
        TenantDirectory tenants,
        IMessageStore store,
        CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(tenant, cancellationToken) is null)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        if (!query.TryRead(out var filter, out var problem))
        {
            return new ProblemResult(problem);
        }

        var place = Cursors.Place("messages", tenant.ToString(), filter.ToString());
        if (!page.TryRead(place, out var limit, out long? before, out problem))
        {
            return new ProblemResult(problem);
        }

        var found = await store.ListAsync(tenant, filter, before, limit, cancellationToken);
        return TypedResults.Ok(ListResponse.Of(found, MessageResponse.OfListed, next => Cursors.Write(place, next)));
    }
}
