using System.Collections.Immutable;

namespace EmailPlatform.TestKit.Peers;

/// <summary>The lines a process has written so far, and a way to await one.</summary>
public sealed class PeerOutput
{
    private ImmutableList<string> _lines = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Every line so far, stdout and stderr as they came.</summary>
    public IReadOnlyList<string> Lines => Volatile.Read(ref _lines);

    /// <summary>The first line, already written or still to come, that the condition accepts.</summary>
    /// <exception cref="TimeoutException">No such line came in time; the message holds what came.</exception>
    public async Task<string> WaitFor(Func<string, bool> condition, TimeSpan within, CancellationToken cancellationToken = default)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(within);
        var seen = 0;
        while (true)
        {
            // Taken before the lines: a line that comes in between has then completed this very task.
            var changed = Volatile.Read(ref _changed).Task;
            var lines = Volatile.Read(ref _lines);
            for (; seen < lines.Count; seen++)
            {
                if (condition(lines[seen]))
                {
                    return lines[seen];
                }
            }

            try
            {
                await changed.WaitAsync(bound.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"The awaited line did not come within {within}. Output:\n{this}");
            }
        }
    }

    public override string ToString()
    {
        return string.Join('\n', Lines);
    }

    internal void Add(string line)
    {
        ImmutableInterlocked.Update(ref _lines, static (lines, added) => lines.Add(added), line);
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
