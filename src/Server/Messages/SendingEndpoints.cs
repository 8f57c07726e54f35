using System.Globalization;
using EmailPlatform.Platform.Idempotency;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.OpenApi;
using EmailPlatform.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EmailPlatform.Server.Messages;

/// <summary>Sending messages: one, or many at once.</summary>
internal static class SendingEndpoints
{
    private const string KeyHeader = "Idempotency-Key";

    /// <summary>17 MiB: attachments of 12 MiB as base64, and the rest.</summary>
    private const int MaxBody = 17 * 1024 * 1024;

    public static void MapSending(this IEndpointRouteBuilder routes)
    {
        var messages = routes.MapGroup("/api/tenants/{tenant}/messages").WithTags("Messages");
        messages.MapPost("", Post)
            .ForScope(Scope.MessagesSend)
            .RefusingSecondHop()
            .WithMetadata(new RequestSizeLimitAttribute(MaxBody))
            .WithName("SendMessage")
            .WithSummary("Sends a message")
            .WithDescription(
                """
                Durable when it is answered. With `Prefer: wait=N` (1 to 30 seconds) the answer waits for the message's end and is the message as it then stands.

                The language is that of `locale`, else of `payload.locale`, else the one wanted most of the header `Accept-Language` (the end user's, passed on) that there is a template in, else the tenant's `defaultLocale`.

                With `Idempotency-Key` (1 to 256 characters, a new one for each message) the request can be repeated until it is answered: it is one message, and every repetition within 24 hours gets the first answer, with `Idempotency-Replayed: true`. The same key with another body is a 422 `idempotency_conflict`; only what succeeded is kept.
                """);
        messages.MapPost("/batch", PostBatch)
            .ForScope(Scope.MessagesSend)
            .RefusingSecondHop()
            .WithMetadata(new RequestSizeLimitAttribute(MaxBody))
            .WithMetadata(new DescribedBody(typeof(BatchBody)))
            .WithName("SendMessages")
            .WithSummary("Sends up to 500 messages")
            .WithDescription(
                """
                Each is accepted or refused by itself, in no order; the results stand in the order of the request, each an accepted message or its `problem`. Attachments of all together have at most 12 MiB.

                `idempotencyKey` is for its message what the header `Idempotency-Key` is for a single one, and the same key on either route is the same message. The header on a batch stands for a key of each message that has none, by its place: repeat the batch unchanged until every result is what you need.
                """);
    }

    private static async Task<Results<Accepted<MessageAcceptedResponse>, Ok<MessageResponse>, KeptAnswerResult, ProblemResult>> Post(
        TenantId tenant,
        MessageRequest request,
        [FromHeader(Name = "Prefer")] string? prefer,
        [FromHeader(Name = KeyHeader)] string? key,
        Intake intake,
        OnceSending once,
        MessageWaits waits,
        TimeProvider time,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        request = request with { AcceptLanguage = context.Request.Headers.AcceptLanguage };
        if (!Preference.TryReadWait(prefer, out var wait))
        {
            return new ProblemResult(Problem.Invalid("Prefer", "invalid_value", "wait takes 1 to 30 seconds."));
        }

        if (KeyOf(context, key) is { } named)
        {
            if (!IdempotentRequests.IsKey(named))
            {
                return new ProblemResult(BadKey());
            }

            return await PostOnce(tenant, request, named, wait, once, waits, context, cancellationToken);
        }

        var id = MessageId.New(time);
        using var waiter = wait is null ? null : waits.TryWatch(tenant, id);
        if (wait is not null && waiter is null)
        {
            return new ProblemResult(new Problem(ProblemCode.RateLimited, "Too many requests of this tenant wait already.", RetryAfter: TimeSpan.FromSeconds(1)));
        }

        if (!(await intake.AcceptAsync(tenant, id, request, cancellationToken)).TryGet(out var accepted, out var problem))
        {
            return new ProblemResult(problem);
        }

        var location = LocationOf(tenant, id);
        if (waiter is not null && wait is { } longest && await waits.WaitAsync(waiter, tenant, id, longest, cancellationToken) is { } message)
        {
            return Waited(context, message, longest, location);
        }

        return TypedResults.Accepted(location, MessageAcceptedResponse.Of(accepted));
    }

    private static async Task<Results<Accepted<MessageAcceptedResponse>, Ok<MessageResponse>, KeptAnswerResult, ProblemResult>> PostOnce(
        TenantId tenant, MessageRequest request, string key, TimeSpan? wait, OnceSending once, MessageWaits waits, HttpContext context, CancellationToken cancellationToken)
    {
        if (!(await once.SendAsync(tenant, OnceSending.Route, key, request, cancellationToken)).TryGet(out var answer, out var problem))
        {
            return new ProblemResult(problem);
        }

        var location = answer.Kept.Message is { } id ? LocationOf(tenant, id) : null;
        if (wait is { } longest && answer.Kept.Message is { } made && await waits.WaitAsync(tenant, made, longest, cancellationToken) is { } message)
        {
            KeptAnswerResult.Mark(context, answer.IsReplay);
            return Waited(context, message, longest, location);
        }

        return new KeptAnswerResult(answer, location);
    }

    private static async Task<Results<Accepted<BatchResponse>, ProblemResult>> PostBatch(
        TenantId tenant,
        BatchRequest request,
        [FromHeader(Name = KeyHeader)] string? key,
        BatchSending sending,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        var named = KeyOf(context, key);
        if (named is not null && !IdempotentRequests.IsKey(named))
        {
            return new ProblemResult(BadKey());
        }

        if (!(await sending.SendAsync(tenant, request.Messages, named, cancellationToken)).TryGet(out var sent, out var problem))
        {
            return new ProblemResult(problem);
        }

        KeptAnswerResult.Mark(context, sent.IsReplay);
        return TypedResults.Accepted((string?)null, new BatchResponse(sent.Results));
    }

    // An empty header binds as none, and is not the same: whoever sends it means to be safe.
    private static string? KeyOf(HttpContext context, string? bound) =>
        bound ?? (context.Request.Headers.ContainsKey(KeyHeader) ? "" : null);

    private static Problem BadKey() => Problem.Invalid(KeyHeader, "invalid_value", $"A key has 1 to {IdempotentRequests.LongestKey} characters.");

    private static string LocationOf(TenantId tenant, MessageId id) => $"/api/tenants/{tenant}/messages/{id}";

    private static Ok<MessageResponse> Waited(HttpContext context, Message message, TimeSpan longest, string? location)
    {
        context.Response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={longest.TotalSeconds:0}");
        context.Response.Headers.Location = location;
        return TypedResults.Ok(MessageResponse.Of(message));
    }
}
