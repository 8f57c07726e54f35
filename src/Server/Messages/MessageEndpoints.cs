using System.Globalization;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.Lists;
using EmailPlatform.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EmailPlatform.Server.Messages;

/// <summary>Sending messages and explaining them.</summary>
internal static class MessageEndpoints
{
    private const string IdempotencyKey = "Idempotency-Key";

    /// <summary>17 MiB: attachments of 12 MiB as base64, and the rest.</summary>
    private const int MaxBody = 17 * 1024 * 1024;

    public static void MapMessages(this IEndpointRouteBuilder routes)
    {
        var messages = routes.MapGroup("/api/tenants/{tenant}/messages").WithTags("Messages");
        messages.MapPost("", Post)
            .ForScope(Scope.MessagesSend)
            .RefusingSecondHop()
            .WithMetadata(new RequestSizeLimitAttribute(MaxBody))
            .WithName("SendMessage")
            .WithSummary("Sends a message")
            .WithDescription(
                "Durable when it is answered. With `Prefer: wait=N` (1 to 30 seconds) the answer waits for the message's end and is the message as it then stands.");
        messages.MapGet("/{message}", Get)
            .ForScope(Scope.MessagesRead)
            .WithName("GetMessage")
            .WithSummary("Explains a message: status, every attempt, timeline");
        messages.MapGet("", List)
            .ForScope(Scope.MessagesRead)
            .WithName("ListMessages")
            .WithSummary("Lists messages, newest first");
    }

    private static async Task<Results<Accepted<MessageAcceptedResponse>, Ok<MessageResponse>, ProblemResult>> Post(
        TenantId tenant,
        MessageRequest request,
        [FromHeader(Name = "Prefer")] string? prefer,
        Intake intake,
        MessageWatch watch,
        IMessageStore store,
        TimeProvider time,
        IHostApplicationLifetime lifetime,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        var id = MessageId.New(time);
        if (!Preference.TryReadWait(prefer, out var wait))
        {
            return new ProblemResult(Problem.Invalid("Prefer", "invalid_value", "wait takes 1 to 30 seconds."));
        }

        using var waiter = wait is null ? null : watch.TryWatch(tenant, id);
        if (wait is not null && waiter is null)
        {
            return new ProblemResult(new Problem(ProblemCode.RateLimited, "Too many requests of this tenant wait already.", RetryAfter: TimeSpan.FromSeconds(1)));
        }

        var result = await intake.AcceptAsync(tenant, id, request, cancellationToken);
        if (!result.TryGet(out var accepted, out var problem))
        {
            return new ProblemResult(problem);
        }

        var location = $"/api/tenants/{tenant}/messages/{accepted.Id}";
        if (waiter is not null && wait is { } longest)
        {
            await WaitAsync(waiter, longest, lifetime.ApplicationStopping, cancellationToken);
            if (await store.FindAsync(tenant, id, cancellationToken) is { } message)
            {
                context.Response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={longest.TotalSeconds:0}");
                context.Response.Headers.Location = location;
                return TypedResults.Ok(MessageResponse.Of(message));
            }
        }

        var warnings = accepted.Warnings.ToList();
        if (context.Request.Headers.ContainsKey(IdempotencyKey))
        {
            warnings.Add(new ConfigProblem(IdempotencyKey, "not_supported", "Requests are not told from their repetitions yet: the same one again is another message."));
        }

        return TypedResults.Accepted(location, new MessageAcceptedResponse(accepted.Id.ToString(), accepted.Status, accepted.Epoch, warnings.Count == 0 ? null : warnings));
    }

    // A node that stops does not keep callers waiting: the message is durable, and its address is in the answer.
    private static async Task WaitAsync(MessageWatch.Waiter waiter, TimeSpan longest, CancellationToken stopping, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        try
        {
            await waiter.WaitAsync(longest, either.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
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
