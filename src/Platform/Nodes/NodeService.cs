using EmailPlatform.Platform.Delivery;
using Microsoft.Extensions.Hosting;

namespace EmailPlatform.Platform.Nodes;

/// <summary>
/// Lives while the node runs: enters it before anything is accepted, beats every second in a loop that waits for nothing
/// else, watches the others, and leaves when the last attempt has ended.
/// </summary>
internal sealed class NodeService(Heart heart, Takeover takeover, Dispatcher dispatcher, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan BeatPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WatchPeriod = TimeSpan.FromSeconds(2);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await heart.BeginAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on beating until the dispatcher has drained: attempts under way are this life's until then.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await dispatcher.Ended.WaitAsync(cancellationToken).ConfigureAwait(false);
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await heart.LeaveAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Both end with the stop. One that ends before has met a bug, and the host must not go on without it.
        var first = await Task.WhenAny(
            RepeatAsync(heart.BeatAsync, BeatPeriod, stoppingToken),
            RepeatAsync(takeover.LookAfterAsync, WatchPeriod, stoppingToken)).ConfigureAwait(false);
        await first.ConfigureAwait(false);
    }

    private async Task RepeatAsync(Func<CancellationToken, Task> step, TimeSpan period, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(period, time, cancellationToken).ConfigureAwait(false);
            await step(cancellationToken).ConfigureAwait(false);
        }
    }
}
