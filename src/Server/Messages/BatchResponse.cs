using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Server.Problems;

namespace EmailPlatform.Server.Messages;

/// <summary>What became of each message of a batch, in the order of the request.</summary>
internal sealed record BatchResponse(IReadOnlyList<BatchResult> Results);

/// <summary>An accepted message, or its problem.</summary>
/// <param name="Id">Of the message; absent with a problem.</param>
/// <param name="Status"><c>queued</c> or <c>sending</c> when it was accepted.</param>
/// <param name="Epoch">The epoch that it was accepted on.</param>
/// <param name="Replayed">Whether its <c>idempotencyKey</c> was answered before.</param>
/// <param name="Problem">Why it was refused; paths from the root of the batch.</param>
/// <param name="RetryAfter">Seconds after which the same message can be tried again, where waiting helps.</param>
internal sealed record BatchResult(
    string? Id = null,
    MessageStatus? Status = null,
    long? Epoch = null,
    IReadOnlyList<ConfigProblem>? Warnings = null,
    bool? Replayed = null,
    ProblemResponse? Problem = null,
    int? RetryAfter = null);
