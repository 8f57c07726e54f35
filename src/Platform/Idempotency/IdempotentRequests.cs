using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Revisions;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Idempotency;

/// <summary>
/// Sees to it that a request which names a key is done once, however often and wherever it arrives. Those at the same time
/// on this node join the first; on other nodes the store lets one of them write, and the others find its answer. Only what
/// succeeded is kept: a refusal can be mended and tried again under the same key.
/// </summary>
public sealed class IdempotentRequests(IKeptAnswerStore store, TenantDirectory tenants, Fingerprints fingerprints, TimeProvider time)
{
    /// <summary>The longest key, in characters.</summary>
    public const int LongestKey = 256;

    private const string ScopePurpose = "idempotency-scope";
    private const string BodyPurpose = "idempotency-body";

    /// <summary>How long a request waits for the one that it joined.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Flight> _flights = new(StringComparer.Ordinal);

    /// <summary>Whether a text can be a key.</summary>
    public static bool IsKey(string key) => key.Length is > 0 and <= LongestKey;

    /// <summary>Answers from what is kept, or does the request; after authorization and before everything that looks at the tenant's state.</summary>
    /// <param name="route">What is asked for; the same key on another route is another request.</param>
    /// <param name="body">What has to be equal for the same answer, whatever the order of its members.</param>
    /// <param name="first">Does it. Writes what <see cref="IdempotencyClaim.Keep"/> makes in the same transaction as the rest, or finds what another node has written.</param>
    /// <exception cref="StoreUnavailableException">Nothing is known to be done; the same request again is safe.</exception>
    public async Task<Result<IdempotentAnswer>> RunAsync(
        TenantId tenant,
        string route,
        string key,
        JsonNode body,
        Func<IdempotencyClaim, CancellationToken, Task<Result<IdempotentAnswer>>> first,
        CancellationToken cancellationToken)
    {
        if (await tenants.SnapshotAsync(tenant, cancellationToken).ConfigureAwait(false) is null)
        {
            return Problem.NoSuchTenant();
        }

        var claim = new IdempotencyClaim(
            fingerprints.Hash(ScopePurpose, $"{tenant}\n{route}\n{key}"), fingerprints.Hash(BodyPurpose, CanonicalJson.Write(body)));
        var flight = new Flight(claim);
        var since = time.GetTimestamp();
        while (true)
        {
            var ahead = _flights.GetOrAdd(claim.Scope, flight);
            if (ReferenceEquals(ahead, flight))
            {
                return await FlyAsync(tenant, flight, first, cancellationToken).ConfigureAwait(false);
            }

            if (await JoinAsync(ahead, LongestWait - time.GetElapsedTime(since), cancellationToken).ConfigureAwait(false) is not { } landing)
            {
                return new Problem(
                    ProblemCode.IdempotencyInProgress, "A request with this key is still under way: ask again for its answer.", RetryAfter: TimeSpan.FromSeconds(1));
            }

            if (landing.Trouble is { } trouble)
            {
                throw new StoreUnavailableException(trouble.Message, trouble);
            }

            // What ended without an answer, or was about something else, says nothing about this one: its turn comes.
            if (landing.Result is { } result && ahead.Claim.Body == claim.Body)
            {
                return result.TryGet(out var answer, out var problem) ? answer with { IsReplay = true } : problem;
            }
        }
    }

    private async Task<Result<IdempotentAnswer>> FlyAsync(
        TenantId tenant, Flight flight, Func<IdempotencyClaim, CancellationToken, Task<Result<IdempotentAnswer>>> first, CancellationToken cancellationToken)
    {
        var landing = new Landing();
        try
        {
            var result = await FindAsync(tenant, flight.Claim, cancellationToken).ConfigureAwait(false)
                ?? await first(flight.Claim, cancellationToken).ConfigureAwait(false);
            if (!result.IsOk && await FindAsync(tenant, flight.Claim, cancellationToken).ConfigureAwait(false) is { } meanwhile)
            {
                // Another node was first, and what it made is why this one was refused: a limit was reached with it.
                result = meanwhile;
            }

            if (result.TryGet(out var answer, out _) && answer.Kept.Body != flight.Claim.Body)
            {
                result = new Problem(ProblemCode.IdempotencyConflict, "This key was used for another request: a new request needs a key of its own.");
            }

            landing = new Landing(result);
            return result;
        }
        catch (StoreUnavailableException exception)
        {
            landing = new Landing(Trouble: exception);
            throw;
        }
        finally
        {
            // In this order: whoever looks again once it has landed must not find it under way.
            _flights.TryRemove(KeyValuePair.Create(flight.Claim.Scope, flight));
            flight.Land(landing);
        }
    }

    private async Task<Result<IdempotentAnswer>?> FindAsync(TenantId tenant, IdempotencyClaim claim, CancellationToken cancellationToken)
    {
        var kept = await store.FindAsync(tenant, claim.Scope, cancellationToken).ConfigureAwait(false);
        return kept is null ? null : (Result<IdempotentAnswer>)new IdempotentAnswer(kept, IsReplay: true);
    }

    /// <returns><c>null</c> when it took too long.</returns>
    private async Task<Landing?> JoinAsync(Flight ahead, TimeSpan left, CancellationToken cancellationToken)
    {
        try
        {
            return left > TimeSpan.Zero ? await ahead.Landing.WaitAsync(left, time, cancellationToken).ConfigureAwait(false) : null;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
