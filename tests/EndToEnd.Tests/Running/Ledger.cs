using System.Collections.Concurrent;
using System.Globalization;

namespace EmailPlatform.EndToEnd.Running;

/// <summary>What was promised: the marks of accepted messages by their ids.</summary>
public sealed class Ledger
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);

    private int _target = int.MaxValue;
    private TaskCompletionSource _reached = new();

    public ConcurrentDictionary<string, string> Marks { get; } = new(StringComparer.Ordinal);

    /// <summary>What tells a message from all others, in its content.</summary>
    public static string Mark(int sender, int number) => string.Create(CultureInfo.InvariantCulture, $"mark-{sender}-{number}-end");

    public void Add(string id, string mark)
    {
        Marks[id] = mark;
        if (Marks.Count >= Volatile.Read(ref _target))
        {
            Volatile.Read(ref _reached).TrySetResult();
        }
    }

    /// <summary>Ends when so many more have been accepted than now.</summary>
    public Task WaitForMore(int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _reached, reached);
        Volatile.Write(ref _target, Marks.Count + count);
        return reached.Task.WaitAsync(Bound);
    }
}
