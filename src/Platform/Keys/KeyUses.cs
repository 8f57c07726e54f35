using System.Collections.Concurrent;
using EmailPlatform.Platform.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EmailPlatform.Platform.Keys;

/// <summary>Notes when and from where keys were used, in batches: a write for every request would cost more than the request.</summary>
public sealed partial class KeyUses(IKeyStore store, TimeProvider time, ILogger<KeyUses> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, KeyUse> _pending = new(StringComparer.Ordinal);

    public void Note(string keyId, string? from) => _pending[keyId] = new KeyUse(keyId, time.GetUtcNow(), from);

    /// <summary>Writes what is noted. A store that does not answer loses a note, which harms nobody.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var uses = new List<KeyUse>();
        foreach (var key in _pending.Keys)
        {
            if (_pending.TryRemove(key, out var use))
            {
                uses.Add(use);
            }
        }

        if (uses.Count == 0)
        {
            return;
        }

        try
        {
            await store.NoteUseAsync(uses, cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            LogNotNoted(uses.Count, exception.Message);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await FlushAsync(stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The last use of {count} keys was not noted: {reason}")]
    private partial void LogNotNoted(int count, string reason);
}
