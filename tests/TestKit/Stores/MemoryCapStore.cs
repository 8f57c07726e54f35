using EmailPlatform.Platform.BuiltIn;
using EmailPlatform.Platform.Storage;

namespace EmailPlatform.TestKit.Stores;

/// <inheritdoc cref="ICapStore"/>
public sealed class MemoryCapStore : ICapStore
{
    // Guards one dictionary; nothing is awaited inside.
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Key, long Bucket), int> _uses = [];
    private readonly Dictionary<(string Key, long Bucket), DateTimeOffset> _forgetAt = [];

    /// <summary>While set, nothing is given back.</summary>
    public bool KeepsAll { get; set; }

    /// <summary>All that is counted, whatever its key.</summary>
    public IReadOnlyDictionary<(string Key, long Bucket), int> Uses
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<(string, long), int>(_uses);
            }
        }
    }

    public Task<CapRefusal?> TryTakeAsync(IReadOnlyList<CapWindow> windows, int uses, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var (key, _) in _forgetAt.Where(entry => entry.Value <= now).ToList())
            {
                _forgetAt.Remove(key);
                _uses.Remove(key);
            }

            foreach (var window in windows)
            {
                var counted = _uses.Where(entry => entry.Key.Key == window.Key && entry.Key.Bucket >= window.Oldest && entry.Value > 0).ToList();
                if (counted.Sum(entry => entry.Value) + uses > window.Limit)
                {
                    return Task.FromResult<CapRefusal?>(new CapRefusal(window, counted.Count == 0 ? null : counted.Min(entry => entry.Key.Bucket)));
                }
            }

            foreach (var window in windows)
            {
                _forgetAt.TryAdd((window.Key, window.Newest), window.ForgetAt);
                _uses[(window.Key, window.Newest)] = _uses.GetValueOrDefault((window.Key, window.Newest)) + uses;
            }

            return Task.FromResult<CapRefusal?>(null);
        }
    }

    public Task GiveBackAsync(IReadOnlyList<CapWindow> windows, int uses, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (KeepsAll)
        {
            throw new StoreUnavailableException("down");
        }

        lock (_gate)
        {
            foreach (var key in windows.Select(window => (window.Key, window.Newest)).Where(_uses.ContainsKey))
            {
                _uses[key] = Math.Max(_uses[key] - uses, 0);
            }

            return Task.CompletedTask;
        }
    }
}
