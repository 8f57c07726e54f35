using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Messages;

/// <summary>
/// What the activations after a message's epoch make of it, each by its own policy. Evaluated when an attempt starts, it
/// comes to what would have happened had every activation gone through the queue at once: so an activation after a hold
/// takes along what was held, as <see cref="IMessageStore.ResumeHeldAsync"/> does with what is held on the record.
/// </summary>
public static class QueueFold
{
    /// <param name="epoch">The message's own.</param>
    /// <param name="later">The activations after it, oldest first.</param>
    /// <returns>The epoch to send it on, and whether it is held instead.</returns>
    public static (long Epoch, bool Held) Of(long epoch, IEnumerable<(long Epoch, QueuePolicy Queued)> later)
    {
        var held = false;
        foreach (var activation in later)
        {
            (epoch, held) = activation.Queued switch
            {
                QueuePolicy.Move => (activation.Epoch, false),
                QueuePolicy.Drain => (held ? activation.Epoch : epoch, false),
                QueuePolicy.Hold => (epoch, true),
                _ => throw new ArgumentOutOfRangeException(nameof(later), activation.Queued, null),
            };
        }

        return (epoch, held);
    }
}
