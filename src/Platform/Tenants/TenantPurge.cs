using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.Tenants;

/// <summary>Purges tenants some time after they were deleted, in small steps that leave the store to the mail in between.</summary>
public sealed partial class TenantPurge(
    ITenantPurgeStore store, TimeProvider time, IOptions<TenantOptions> options, ILogger<TenantPurge> logger) : BackgroundService
{
    private const int Step = 200;
    private const int Tenants = 20;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Purges all that are due.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = now - options.Value.PurgeAfter;
        while (await store.ListDueAsync(until, Tenants, cancellationToken) is { Count: > 0 } due)
        {
            foreach (var tenant in due)
            {
                var audit = new AuditEntry(tenant, now, Actor.System, "tenant.purged", new Dictionary<string, string>());
                while (await store.PurgeAsync(tenant, until, Step, audit, cancellationToken))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                LogPurged(tenant);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (StoreUnavailableException exception)
            {
                LogPutOff(exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "Tenant {tenant} is purged")]
    private partial void LogPurged(TenantId tenant);

    [LoggerMessage(LogLevel.Warning, "The purge of deleted tenants is put off, the store is not available: {reason}")]
    private partial void LogPutOff(string reason);
}
