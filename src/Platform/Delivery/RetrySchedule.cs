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
    private static readonly IReadOnlyList<TimeSpan> DefaultWaits =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)];

    private IReadOnlyList<TimeSpan> Waits => options.Value.RetryWaits is { Count: > 0 } configured ? configured : DefaultWaits;

    /// <summary>When the next attempt is due; <c>null</c> when none fits before the message's expiry.</summary>
    /// <param name="attempts">How many were made.</param>
    public DateTimeOffset? Next(int attempts, Outcome outcome, DateTimeOffset now, DateTimeOffset createdAt, DateTimeOffset expiresAt)
    {
        // Started at the very last moment it would come too late by whatever it waits for a slot.
        var tenth = (expiresAt - createdAt) / 10;
        var last = expiresAt - options.Value.LeastLifeOf(createdAt, expiresAt) - (tenth < Margin ? tenth : Margin);
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
        return last - now >= Waits[0] ? last : null;
    }

    private TimeSpan Wait(int attempts)
    {
        var waits = Waits;
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
