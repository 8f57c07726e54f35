using System.Diagnostics.CodeAnalysis;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;
using Microsoft.Extensions.Logging;

namespace EmailPlatform.Platform.Delivery;

/// <summary>What becomes of a message when its attempt has come to an end, in whatever way: it waits here again, or is not this node's any more.</summary>
public sealed partial class Dispatcher
{
    [SuppressMessage("Design", "CA1031", Justification = "The delivery loop: an attempt that fails by a bug must not take the others with it.")]
    private async Task FollowAsync(SendSlot slot, MessageId id, QueuedMessage? waiting, Func<Task<QueuedMessage?>> attempt)
    {
        var kept = false;
        try
        {
            if (await attempt().ConfigureAwait(false) is { } again)
            {
                kept = await KeepAsync(slot.Lane, again).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            LogAbandoned(slot.Lane.Tenant);
        }
        catch (Exception exception)
        {
            LogAttemptFailed(exception, slot.Lane.Tenant);
            if (waiting is not null)
            {
                // It may never have started. If it did, the store refuses the next start.
                kept = KeepAfterFailure(slot.Lane, waiting with { DueAt = _time.GetUtcNow() + FailurePause });
            }
        }
        finally
        {
            if (!kept)
            {
                Charges.LetGo(id);
            }

            slot.GiveBack();
        }
    }

    private bool KeepAfterFailure(Lane lane, QueuedMessage message)
    {
        if (TryKeep(lane, message))
        {
            return true;
        }

        Release([message]);
        return false;
    }

    private async Task<bool> KeepAsync(Lane lane, QueuedMessage message)
    {
        if (TryKeep(lane, message))
        {
            return true;
        }

        await _runner.ReleaseAsync([message], _abort.Token).ConfigureAwait(false);
        return false;
    }

    private bool TryKeep(Lane lane, QueuedMessage message)
    {
        if (_stopping || !_lanes.TryHold(lane))
        {
            return false;
        }

        if (Post(new Note(lane, message)))
        {
            return true;
        }

        _lanes.LetGo(lane);
        return false;
    }

    [LoggerMessage(LogLevel.Warning, "An attempt of tenant {tenant} was cut off by the stop; its message is unknown after the next start")]
    private partial void LogAbandoned(TenantId tenant);

    [LoggerMessage(LogLevel.Critical, "An attempt of tenant {tenant} failed unexpectedly")]
    private partial void LogAttemptFailed(Exception exception, TenantId tenant);
}
