using System.Diagnostics.CodeAnalysis;
using EmailPlatform.Connectors;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.Delivery;

/// <summary>
/// When a message is tried again: within seconds, because a code ages while it waits, then at growing distances with
/// jitter, so that a provider that comes back is not met by everything at once. A provider's Retry-After is honoured.
/// </summary>
public sealed class RetrySchedule(IOptions<DeliveryOptions> options, Random random)
{
    private const double Jitter = 0.2;
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    /// <summary>When the next attempt is due; <c>null</c> when none fits before the message's expiry.</summary>
    /// <param name="attempts">How many were made.</param>
    public DateTimeOffset? Next(int attempts, Outcome outcome, DateTimeOffset now, DateTimeOffset expiresAt)
    {
        // Started at the very last moment it would come too late by whatever it waits for a slot.
        var last = expiresAt - options.Value.LeastLife - Margin;
        var asked = outcome.RetryAfter ?? TimeSpan.Zero;
        if (asked > last - now)
        {
            return null;
        }

        var wait = Spread(Wait(attempts));
        var due = now + (asked > wait ? asked : wait);
        if (due <= last)
        {
            return due;
        }

        // One more try at the last moment that is worth it, if that is not the moment that has just failed.
        return last - now >= options.Value.RetryWaits[0] ? last : null;
    }

    private TimeSpan Wait(int attempts)
    {
        var waits = options.Value.RetryWaits;
        if (attempts <= waits.Count)
        {
            return waits[Math.Max(attempts, 1) - 1];
        }

        var doublings = Math.Min(attempts - waits.Count, 20);
        var wait = waits[^1] * Math.Pow(2, doublings);
        return wait < options.Value.LongestWait ? wait : options.Value.LongestWait;
    }

    [SuppressMessage("Security", "CA5394", Justification = "Jitter guards nothing.")]
    private TimeSpan Spread(TimeSpan wait) => wait * (1 + (Jitter * ((2 * random.NextDouble()) - 1)));
}
