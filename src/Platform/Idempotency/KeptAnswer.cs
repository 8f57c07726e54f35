using EmailPlatform.Platform.Messages;

namespace EmailPlatform.Platform.Idempotency;

/// <summary>
/// The first answer to a request that named a key, kept in the transaction that made what it tells of: neither is there
/// without the other. Of the request itself only keyed hashes are kept.
/// </summary>
/// <param name="Scope">Tenant, route and key, hashed.</param>
/// <param name="Body">The request's canonical JSON, hashed.</param>
/// <param name="Message">The message that the answer tells of; <c>null</c> when it made none.</param>
/// <param name="Answer">As it went out: ids, status, epoch and warnings, nothing that the request said.</param>
public sealed record KeptAnswer(string Scope, string Body, MessageId? Message, byte[] Answer, DateTimeOffset KeptAt);
