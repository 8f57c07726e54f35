using System.Globalization;

namespace EmailPlatform.Platform.Messages;

/// <summary>A message's id: a UUIDv7, opaque to callers. Order of messages is commit order, never id order.</summary>
public readonly record struct MessageId(Guid Value)
{
    public static MessageId New(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()));

    public static MessageId Parse(string text) => new(Guid.ParseExact(text, "N"));

    public static bool TryParse(string? text, out MessageId id)
    {
        var valid = Guid.TryParseExact(text, "N", out var value);
        id = new MessageId(value);
        return valid;
    }

    public override string ToString() => Value.ToString("N", CultureInfo.InvariantCulture);
}
