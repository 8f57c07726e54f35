using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Idempotency;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.Json;
using EmailPlatform.Server.Problems;

namespace EmailPlatform.Server.Messages;

/// <summary>
/// Sends the messages of a batch, all at once so that they share commits. What they hold is bounded by the request's size;
/// how many of one tenant wait for the store is bounded there, and what finds no room is refused by itself.
/// </summary>
internal sealed class BatchSending(Intake intake, OnceSending once, TenantDirectory tenants)
{
    private const int Most = 500;
    private const int MostBytes = 1024 * 1024;
    private const int MostAttached = 12 * 1024 * 1024;

    /// <summary>Messages with keys under way at once: each is looked up first, and other requests wait for the same connections.</summary>
    private const int MostLookUps = 64;

    private static readonly JsonTypeInfo<BatchMessage> MessageType = JsonRules.TypeOf<BatchMessage>();

    /// <summary>What was sent.</summary>
    /// <param name="IsReplay">Whether the header's key was answered before for all that it stands for.</param>
    public sealed record Sent(IReadOnlyList<BatchResult> Results, bool IsReplay);

    /// <param name="key">Stands for the key of every message that has none.</param>
    public async Task<Result<Sent>> SendAsync(TenantId tenant, IReadOnlyList<JsonElement> elements, string? key, CancellationToken cancellationToken)
    {
        if (elements.Count is 0 or > Most)
        {
            return Problem.Invalid("messages", "invalid_value", string.Create(CultureInfo.InvariantCulture, $"1 to {Most} messages."));
        }

        var messages = elements.Select(Read).ToList();
        if (TooLarge(elements, messages) is { } tooLarge)
        {
            return tooLarge;
        }

        if (await tenants.SnapshotAsync(tenant, cancellationToken) is null)
        {
            return Problem.NoSuchTenant();
        }

        using var turns = new SemaphoreSlim(MostLookUps);
        var outcomes = await Task.WhenAll(messages.Select((message, place) => message.TryGet(out var read, out var problem)
            ? SendAsync(tenant, read, place, key, turns, cancellationToken)
            : Task.FromResult<Result<Outcome>>(problem)));

        // When none was taken for want of room the whole can be sent again, and the status says so.
        if (outcomes.All(outcome => outcome.Problem?.Code == ProblemCode.Overloaded) && outcomes[0].Problem is { } overloaded)
        {
            return overloaded;
        }

        return new Sent(
            [.. outcomes.Select(ResultOf)],
            key is not null && outcomes.All(outcome => outcome.Value is { ByOwnKey: true } or { IsReplay: true }) && outcomes.Any(outcome => outcome.Value is { ByOwnKey: false }));
    }

    private static Result<BatchMessage> Read(JsonElement element)
    {
        try
        {
            return element.Deserialize(MessageType) is { } message ? message : Problem.Invalid("", "required", "A message is an object.");
        }
        catch (JsonException exception)
        {
            // Without the line, which is counted within the message.
            return Problem.Invalid(JsonProblem.Of(exception).Errors ?? []);
        }
    }

    private static Problem? TooLarge(IReadOnlyList<JsonElement> elements, IReadOnlyList<Result<BatchMessage>> messages)
    {
        var attached = messages.SelectMany(message => message.Value?.Attachments ?? []).Where(attachment => attachment is not null)
            .Sum(attachment => (attachment.Content?.Length ?? 0L) * 3 / 4);
        if (attached > MostAttached)
        {
            return new Problem(ProblemCode.PayloadTooLarge, "The attachments of a batch have at most 12 MiB together.");
        }

        return attached == 0 && elements.Sum(element => (long)JsonMarshal.GetRawUtf8Value(element).Length) > MostBytes
            ? new Problem(ProblemCode.PayloadTooLarge, "A batch without attachments has at most 1 MiB.")
            : null;
    }

    private async Task<Result<Outcome>> SendAsync(
        TenantId tenant, BatchMessage message, int place, string? key, SemaphoreSlim turns, CancellationToken cancellationToken)
    {
        try
        {
            var request = message.ToRequest();
            if (message.IdempotencyKey is { } own)
            {
                return IdempotentRequests.IsKey(own)
                    ? OutcomeOf(await SendOnceAsync(tenant, OnceSending.Route, own, request, turns, cancellationToken), true)
                    : Problem.Invalid("idempotencyKey", "invalid_value", $"A key has 1 to {IdempotentRequests.LongestKey} characters.");
            }

            if (key is not null)
            {
                var route = string.Create(CultureInfo.InvariantCulture, $"{OnceSending.Route}/batch/{place}");
                return OutcomeOf(await SendOnceAsync(tenant, route, key, request, turns, cancellationToken), false);
            }

            return (await intake.AcceptAsync(tenant, request, cancellationToken)).TryGet(out var accepted, out var problem)
                ? new Outcome(MessageAcceptedResponse.Of(accepted), false, false)
                : problem;
        }
        catch (StoreUnavailableException)
        {
            return new Problem(ProblemCode.Overloaded, "The store takes no more at the moment; ask again.", RetryAfter: TimeSpan.FromSeconds(2));
        }
    }

    private async Task<Result<IdempotentAnswer>> SendOnceAsync(
        TenantId tenant, string route, string key, MessageRequest request, SemaphoreSlim turns, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(cancellationToken);
        try
        {
            return await once.SendAsync(tenant, route, key, request, cancellationToken);
        }
        finally
        {
            turns.Release();
        }
    }

    private static Result<Outcome> OutcomeOf(Result<IdempotentAnswer> result, bool byOwnKey) =>
        result.TryGet(out var answer, out var problem) ? new Outcome(OnceSending.Read(answer.Kept), byOwnKey, answer.IsReplay) : problem;

    private static BatchResult ResultOf(Result<Outcome> outcome, int place)
    {
        if (outcome.TryGet(out var sent, out var problem))
        {
            var accepted = sent.Response;
            return new BatchResult(accepted.Id, accepted.Status, accepted.Epoch, InBatch(accepted.Warnings, place), sent is { ByOwnKey: true, IsReplay: true } ? true : null);
        }

        return new BatchResult(
            Problem: ProblemWriter.Of(problem with { Errors = InBatch(problem.Errors, place) }), RetryAfter: ProblemWriter.SecondsOf(problem.RetryAfter));
    }

    /// <summary>Paths from the root of the batch.</summary>
    private static List<ConfigProblem>? InBatch(IReadOnlyList<ConfigProblem>? problems, int place) => problems?.Select(problem => problem with
    {
        Path = string.Create(CultureInfo.InvariantCulture, $"messages[{place}]{(problem.Path.Length == 0 ? "" : ".")}{problem.Path}"),
    }).ToList();

    private sealed record Outcome(MessageAcceptedResponse Response, bool ByOwnKey, bool IsReplay);
}
