using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Platform.BuiltIn;

/// <summary>
/// Where uses are counted against the operator's caps; exact under concurrency, on however many nodes, and durable.
/// Infrastructure failures throw <see cref="StoreUnavailableException"/>.
/// </summary>
public interface ICapStore
{
    /// <summary>Counts so many uses against all windows, or against none when one of them has no room.</summary>
    /// <returns><c>null</c> when counted, else the window without room.</returns>
    Task<CapRefusal?> TryTakeAsync(IReadOnlyList<CapWindow> windows, int uses, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes back what was counted, once.</summary>
    Task GiveBackAsync(IReadOnlyList<CapWindow> windows, int uses, CancellationToken cancellationToken);
}

/// <summary>Uses of one key, counted in buckets of time; those of the newest few count together.</summary>
/// <param name="Key">What is capped; holds no address.</param>
/// <param name="Oldest">The oldest bucket that counts.</param>
/// <param name="Newest">The bucket of now, in which a use is counted.</param>
/// <param name="ForgetAt">When the newest bucket counts no more.</param>
public sealed record CapWindow(string Key, long Oldest, long Newest, int Limit, DateTimeOffset ForgetAt);

/// <summary>A window without room.</summary>
/// <param name="Oldest">The oldest bucket that has uses; <c>null</c> when none has, and the limit is too small by itself.</param>
public sealed record CapRefusal(CapWindow Window, long? Oldest);
