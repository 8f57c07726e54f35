using System.Diagnostics.CodeAnalysis;
using EmailPlatform.Platform.Messages;
using Microsoft.Extensions.Logging;

namespace EmailPlatform.Platform.Delivery;

/// <summary>How the dispatcher ends: what waits goes back to the store, what is under way is waited for, then cut off.</summary>
public sealed partial class Dispatcher
{
    private static readonly TimeSpan AbortTimeout = TimeSpan.FromSeconds(2);

    [SuppressMessage("Design", "CA1031", Justification = "Nobody waits for it: what it fails with is logged, and a stop must not wait for ever.")]
    private async Task GiveBackAsync(IReadOnlyList<QueuedMessage> messages)
    {
        try
        {
            await _runner.ReleaseAsync(messages, _abort.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LogReleaseFailed(exception, messages.Count);
        }
        finally
        {
            foreach (var message in messages)
            {
                Charges.LetGo(message.Id);
            }

            End();
        }
    }

    private async Task StopAsync()
    {
        // Counted as under way itself, so that nothing seems to be over before the waiting ones are on their way back.
        Interlocked.Increment(ref _underWay);
        _stopping = true;
        Interlocked.MemoryBarrier();
        _inbox.Writer.TryComplete();
        var waiting = new List<QueuedMessage>();
        while (_inbox.Reader.TryRead(out var note))
        {
            if (note.Message is not null)
            {
                waiting.Add(note.Message);
            }
        }

        waiting.AddRange(_lanes.All.SelectMany(lane => lane.TakeAll()));
        Release(waiting);
        End();
        await DrainAsync(_stopTimeout).ConfigureAwait(false);
        await _abort.CancelAsync().ConfigureAwait(false);

        // What was cut off has an outcome too, and a moment to put it on the record.
        await DrainAsync(AbortTimeout).ConfigureAwait(false);
    }

    private async Task DrainAsync(TimeSpan longest)
    {
        if (Volatile.Read(ref _underWay) > 0)
        {
            await Task.WhenAny(_drained.Task, Task.Delay(longest, _time, CancellationToken.None)).ConfigureAwait(false);
        }
    }

    [LoggerMessage(LogLevel.Critical, "{count} waiting messages could not be given back; they are this node's until its next start")]
    private partial void LogReleaseFailed(Exception exception, int count);
}
