using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Storage;

namespace EmailPlatform.TestKit.Stores;

/// <summary>The installation's own values in memory; its sealed values are these alone.</summary>
public sealed class MemoryPlatformStore : IPlatformStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, byte[]> _values = [];

    public string Kind => "memory";

    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<byte[]?> ReadValueAsync(string name, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_values.GetValueOrDefault(name));
        }
    }

    public Task<byte[]> ReadOrAddValueAsync(string name, byte[] value, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _values.TryAdd(name, value);
            return Task.FromResult(_values[name]);
        }
    }

    public Task WriteValueAsync(string name, byte[] value, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _values[name] = value;
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, long>> CountSealedAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyDictionary<string, long>>(
                _values.Values.GroupBy(value => KeyRing.KeyIdOf(value)).ToDictionary(group => group.Key, group => group.LongCount()));
        }
    }

    public Task<long> ResealAsync(string currentKeyId, Func<byte[], string, byte[]> reseal, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var old = _values.Where(value => KeyRing.KeyIdOf(value.Value) != currentKeyId).ToList();
            foreach (var (name, value) in old)
            {
                _values[name] = reseal(value, SealedContext.Value(name));
            }

            return Task.FromResult((long)old.Count);
        }
    }
}
