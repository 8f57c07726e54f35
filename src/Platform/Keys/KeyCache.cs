using System.Collections.Concurrent;
using EmailPlatform.Platform.Encryption;

namespace EmailPlatform.Platform.Keys;

/// <summary>
/// Keys by their hash. What is cached is good only for the generation of keys that it was read in; the store's generation is
/// looked at twice a second, by the requests themselves, so a revoked key is dead on every node within a second.
/// </summary>
internal sealed class KeyCache(IKeyStore store, TimeProvider time)
{
    private const int MostKeys = 50_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Usable = TimeSpan.FromMilliseconds(900);

    private readonly ConcurrentDictionary<string, (ApiKey Key, long Generation)> _keys = new(StringComparer.Ordinal);
    private Look _look = new(null, 0);
    private int _looking;

    /// <summary>The key with this hash that is not revoked.</summary>
    public async ValueTask<ApiKey?> FindAsync(string hash, CancellationToken cancellationToken)
    {
        // Taken before the key is read: a revocation in between makes the entry stale, never fresh.
        var generation = await GenerationAsync(cancellationToken);
        if (_keys.TryGetValue(hash, out var cached) && cached.Generation == generation && Fingerprints.AreEqual(cached.Key.Hash, hash))
        {
            return cached.Key;
        }

        var key = await store.FindByHashAsync(hash, cancellationToken);
        if (key is null || !Fingerprints.AreEqual(key.Hash, hash))
        {
            return null;
        }

        if (_keys.Count >= MostKeys)
        {
            _keys.Clear();
        }

        _keys[hash] = (key, generation);
        return key;
    }

    /// <summary>For this node's own changes: the next request looks anew.</summary>
    public void Forget() => Volatile.Write(ref _look, new Look(null, 0));

    private async ValueTask<long> GenerationAsync(CancellationToken cancellationToken)
    {
        var look = Volatile.Read(ref _look);
        var age = time.GetElapsedTime(look.At);
        if (look.Generation is { } fresh && age < Fresh)
        {
            return fresh;
        }

        var first = Interlocked.Exchange(ref _looking, 1) == 0;
        if (!first && look.Generation is { } usable && age < Usable)
        {
            return usable;
        }

        try
        {
            var at = time.GetTimestamp();
            var generation = await store.GenerationAsync(cancellationToken);
            // Not over a newer look, and not over a change that this node made while the store was asked.
            Interlocked.CompareExchange(ref _look, new Look(generation, at), look);
            return generation;
        }
        finally
        {
            if (first)
            {
                Volatile.Write(ref _looking, 0);
            }
        }
    }

    private sealed record Look(long? Generation, long At);
}
