using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Storage.Batching;

/// <summary>How large batches are, and what their failures mean.</summary>
/// <param name="MostRows">Of one batch.</param>
/// <param name="MostBytes">Of one batch; its last row may go beyond.</param>
/// <param name="Lanes">Batches under way at once: while one waits for the disk the next is made.</param>
/// <param name="IsCollision">Whether the same batch tried again gets on.</param>
/// <param name="Unavailable">The trouble of the store itself, in words; <c>null</c> for a failure that is some row's.</param>
internal sealed record BatchRules(
    int MostRows, int MostBytes, int Lanes, Func<Exception, bool> IsCollision, Func<Exception, StoreUnavailableException?> Unavailable);
