using EmailPlatform.Storage.Batching;

namespace EmailPlatform.Storage.Sqlite.Engine;

/// <summary>One caller's write, on its way through a batch.</summary>
/// <param name="bytes">About how much it writes, to bound a batch.</param>
internal abstract class WriteOperation(int bytes) : IWeighed
{
    public int Bytes => bytes;

    /// <summary>Does the work inside the open transaction; may be called again when that was rolled back.</summary>
    public abstract void Run(Session session);

    /// <summary>The transaction is committed.</summary>
    public abstract void Complete();

    /// <summary>Nothing of it is written.</summary>
    public abstract void Fail(Exception exception);
}

/// <inheritdoc/>
internal sealed class WriteOperation<T>(Func<Session, T> work, int bytes) : WriteOperation(bytes)
{
    // Callers go on elsewhere: the loop's thread is for writing.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Completion => _completion.Task;

    public override void Run(Session session) => _result = work(session);

    // Run has set it: Complete follows a commit, a commit follows Run.
    public override void Complete() => _completion.SetResult(_result!);

    public override void Fail(Exception exception) => _completion.TrySetException(exception);
}
