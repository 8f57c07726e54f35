namespace EmailPlatform.Platform.Idempotency;

/// <summary>The answer to a request that named a key.</summary>
/// <param name="IsReplay">Whether an earlier request, or one at the same time, got it first.</param>
public sealed record IdempotentAnswer(KeptAnswer Kept, bool IsReplay);
