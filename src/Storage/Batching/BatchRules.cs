using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Storage.Batching;

/// <summary>How large batches are, and what their failures mean.</summary>
/// <param name="MostRows">Of one batch.</param>
/// <param name="MostBytes">Of one batch; its last row may go beyond.</param>
/// <param name="Lanes">Batches under way at once: while one waits for the disk the next is made.</param>
/// <param name="IsCollision">Whether the same batch tried again gets on.</param>
/// <param name="IsSomeRows">Whether a failure is the trouble of some row, such as a lock that another holds, and the rest of the batch gets on without it.</param>
/// <param name="Unavailable">The trouble of the store itself, in words; <c>null</c> for a failure that is a caller's fault.</param>
internal sealed record BatchRules(
    int MostRows, int MostBytes, int Lanes, Func<Exception, bool> IsCollision, Func<Exception, bool> IsSomeRows, Func<Exception, StoreUnavailableException?> Unavailable);
