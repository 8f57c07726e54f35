using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using Microsoft.Extensions.Logging;

namespace EmailPlatform.Platform.Delivery;

/// <summary>
/// Writes what attempts came to. While the store does not answer it goes on trying and the attempt keeps its slot: sending
/// slows down and stops rather than sending what nobody could remember.
/// </summary>
public sealed partial class Recorder(IMessageStore store, MessageWatch watch, TimeProvider time, ILogger<Recorder> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary><c>false</c> when the row was no longer this node's, and nothing was written.</summary>
    public async Task<bool> RecordAsync(AttemptRecord record, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                // What is known is written even when the attempt was cut off: else it would be unknown for nothing.
                var written = await store.RecordAsync(record, CancellationToken.None).ConfigureAwait(false);
                if (!written)
                {
                    LogFenced(record.Id, record.Attempt.Number);
                }

                if (!written || record.DueAt is null)
                {
                    watch.Ended(record.Id);
                }

                return written;
            }
            catch (StoreUnavailableException exception)
            {
                LogStoreUnavailable(exception.Message, record.Id);
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The outcome of message {messageId}, attempt {attempt}, was not recorded: the row belongs to another node or life")]
    private partial void LogFenced(MessageId messageId, int attempt);

    [LoggerMessage(LogLevel.Warning, "The store is not available ({reason}); the outcome of message {messageId} is tried again")]
    private partial void LogStoreUnavailable(string reason, MessageId messageId);
}
