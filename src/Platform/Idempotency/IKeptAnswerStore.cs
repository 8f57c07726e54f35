using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Idempotency;

/// <summary>Where first answers are kept. They are written with what they tell of, as <see cref="NewMessage.Keep"/> of an insert.</summary>
public interface IKeptAnswerStore
{
    Task<KeptAnswer?> FindAsync(TenantId tenant, string scope, CancellationToken cancellationToken);

    /// <summary>Removes answers that were kept before a time, the oldest first, in one bounded step; returns how many.</summary>
    Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
