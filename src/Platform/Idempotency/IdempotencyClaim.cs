using EmailPlatform.Platform.Messages;

namespace EmailPlatform.Platform.Idempotency;

/// <summary>What a request that named a key is known by: for whoever answers it first, to write beside what it makes.</summary>
/// <param name="Scope">As in <see cref="KeptAnswer"/>.</param>
/// <param name="Body">As in <see cref="KeptAnswer"/>.</param>
public sealed record IdempotencyClaim(string Scope, string Body)
{
    public KeptAnswer Keep(MessageId? message, byte[] answer, DateTimeOffset at) => new(Scope, Body, message, answer, at);
}
