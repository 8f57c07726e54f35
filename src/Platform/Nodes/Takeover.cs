using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using Microsoft.Extensions.Logging;

namespace EmailPlatform.Platform.Nodes;

/// <summary>Ends the lives of nodes that are silent, and takes back what they held.</summary>
internal sealed partial class Takeover(INodeStore nodes, IMessageStore messages, Heart heart, NodeLife life, TimeProvider time, ILogger<Takeover> logger)
{
    // Also when no life is ended here: whoever ended one may have died before it took its rows back.
    private static readonly TimeSpan Regularly = TimeSpan.FromSeconds(30);

    private DateTimeOffset _recoverAt;

    public async Task LookAfterAsync(CancellationToken cancellationToken)
    {
        try
        {
            var ended = heart.IsSteady ? await nodes.EndExpiredAsync(cancellationToken).ConfigureAwait(false) : [];
            foreach (var lease in ended)
            {
                LogEnded(lease.Node, lease.Incarnation);
            }

            var now = time.GetUtcNow();
            if (ended.Count > 0)
            {
                _recoverAt = now;
            }

            if (now >= _recoverAt && life.MayStart)
            {
                await RecoverAsync(now, cancellationToken).ConfigureAwait(false);
                _recoverAt = now + Regularly;
            }
        }
        catch (StoreUnavailableException exception)
        {
            LogUnavailable(exception.Message);
        }
    }

    private async Task RecoverAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (unknown, unleased) = await messages.RecoverAsync(life.Lease, now, cancellationToken).ConfigureAwait(false);
        if (unknown + unleased > 0)
        {
            LogRecovered(unleased, unknown);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Node {name} is silent: its life {incarnation} is over")]
    private partial void LogEnded(string name, string incarnation);

    [LoggerMessage(LogLevel.Warning, "Took back what lost nodes held: {waiting} waiting messages, {unknown} under way and now unknown")]
    private partial void LogRecovered(int waiting, int unknown);

    [LoggerMessage(LogLevel.Warning, "The store is not available ({reason}); lost nodes are looked for again")]
    private partial void LogUnavailable(string reason);
}
