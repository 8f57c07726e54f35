using Microsoft.Extensions.Hosting;

namespace EmailPlatform.Platform.Revisions;

/// <summary>Closes, every few seconds, the revisions that nobody uses any more.</summary>
internal sealed class RevisionSweeper(OpenRevisions open, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await open.SweepAsync();
        }
    }
}
