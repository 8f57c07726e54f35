using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Delivery;

/// <summary>What a message becomes by an attempt's outcome.</summary>
internal sealed record Verdict(MessageStatus Status, DateTimeOffset? DueAt, string? Reason)
{
    /// <summary>What the connector cannot express waits for another: not the message is wrong, the switch is.</summary>
    public static Verdict Hold(Outcome refusal) => new(MessageStatus.Held, null, refusal.Code);

    /// <param name="next">When another attempt would be due; <c>null</c> when none fits.</param>
    public static Verdict Of(Outcome outcome, UnknownPolicy onUnknown, DateTimeOffset? next) => outcome.Kind switch
    {
        OutcomeKind.Accepted => new Verdict(MessageStatus.Sent, null, null),
        OutcomeKind.Rejected => new Verdict(MessageStatus.Failed, null, outcome.Code),

        // Without a next attempt it waits for its expiry all the same: an activation of a working connector may come first.
        OutcomeKind.Deferred => new Verdict(MessageStatus.Retrying, next, outcome.Code),
        OutcomeKind.Unknown => onUnknown switch
        {
            UnknownPolicy.Resend => new Verdict(MessageStatus.Unknown, next, outcome.Code),
            UnknownPolicy.Ask => new Verdict(MessageStatus.Unknown, null, outcome.Code),
            UnknownPolicy.GiveUp => new Verdict(MessageStatus.Failed, null, outcome.Code),
            _ => throw new ArgumentOutOfRangeException(nameof(onUnknown), onUnknown, null),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.Kind, null),
    };
}
