namespace EmailPlatform.Storage.Batching;

/// <summary>One caller's share of a batch.</summary>
/// <param name="bytes">About how much it writes.</param>
internal sealed class BatchItem<TWork, TResult>(TWork work, int bytes) : IWeighed
{
    // Callers go on elsewhere: the loop's turn is for the database.
    private readonly TaskCompletionSource<TResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TWork Work => work;

    public int Bytes => bytes;

    public Task<TResult> Completion => _completion.Task;

    public void Complete(TResult result) => _completion.TrySetResult(result);

    public void Fail(Exception exception) => _completion.TrySetException(exception);
}
