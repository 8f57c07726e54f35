using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Platform.Idempotency;

/// <summary>A request under way on this node, for others with its key to join.</summary>
internal sealed class Flight(IdempotencyClaim claim)
{
    // Those who joined go on elsewhere: the first has an answer to give.
    private readonly TaskCompletionSource<Landing> _landing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IdempotencyClaim Claim => claim;

    public Task<Landing> Landing => _landing.Task;

    public void Land(Landing landing) => _landing.SetResult(landing);
}

/// <summary>How a request ended for those who joined it; with neither, without an answer: its caller has gone.</summary>
internal sealed record Landing(Result<IdempotentAnswer>? Result = null, StoreUnavailableException? Trouble = null);
