using EmailPlatform.Platform.Idempotency;

namespace EmailPlatform.Platform.Messages;

/// <summary>What became of an insert.</summary>
/// <param name="Inserted"><c>false</c>: the tenant's version was another one; load it again and validate again; or an answer was <paramref name="Kept"/> before.</param>
/// <param name="Epoch">The tenant's epoch at commit.</param>
/// <param name="Revision">The revision active at commit.</param>
/// <param name="Superseded">The messages that this one took the place of.</param>
/// <param name="Kept">The answer to an earlier request with the same key: nothing was inserted.</param>
public sealed record InsertOutcome(bool Inserted, long Epoch = 0, int? Revision = null, IReadOnlyList<MessageId>? Superseded = null, KeptAnswer? Kept = null);
