using System.Diagnostics.CodeAnalysis;
using EmailPlatform.Platform.Idempotency;
using EmailPlatform.Platform.Mailboxes;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Nodes;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.Delivery;

/// <summary>
/// Runs the dispatcher and what has to be looked after: rows of an earlier life of this node, waiting rows that nobody holds,
/// held ones whose tenant has a connector again, expired ones, old development mail, answers kept long enough.
/// </summary>
public sealed partial class DeliveryService : BackgroundService
{
    private const int Step = 500;
    private static readonly TimeSpan ReclaimPeriod = TimeSpan.FromSeconds(30);

    // What an attempt may take beyond its own time: to open its revision, and to be cut off.
    private static readonly TimeSpan AttemptMargin = TimeSpan.FromSeconds(30);

    // Long enough to leave the store to the mail in between, short enough that a backlog is sent as fast as its provider takes it.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    // The same where tenants have as much in memory as they may: some of it is sent by then.
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MailboxAge = TimeSpan.FromDays(7);

    private readonly IMessageStore _store;
    private readonly IMailboxStore _mailboxes;
    private readonly IKeptAnswerStore _kept;
    private readonly Dispatcher _dispatcher;
    private readonly Lanes _lanes;
    private readonly TenantDirectory _tenants;
    private readonly NodeLife _life;
    private readonly TimeProvider _time;
    private readonly IOptions<DeliveryOptions> _options;
    private readonly ILogger<DeliveryService> _logger;
    private DateTimeOffset _reclaimAt;

    internal DeliveryService(
        IMessageStore store,
        IMailboxStore mailboxes,
        IKeptAnswerStore kept,
        Dispatcher dispatcher,
        Lanes lanes,
        TenantDirectory tenants,
        NodeLife life,
        TimeProvider time,
        IOptions<DeliveryOptions> options,
        ILogger<DeliveryService> logger)
    {
        _store = store;
        _mailboxes = mailboxes;
        _kept = kept;
        _dispatcher = dispatcher;
        _lanes = lanes;
        _tenants = tenants;
        _life = life;
        _time = time;
        _options = options;
        _logger = logger;
        _reclaimAt = time.GetUtcNow() + ReclaimPeriod;
    }

    /// <summary>Takes back what this node held in an earlier life; before anything is accepted.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RecoverAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException exception)
        {
            // What is somebody else's at this moment is taken back later, with what other nodes lost.
            LogStoreUnavailable(exception.Message);
        }

        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var dispatching = _dispatcher.RunAsync(stoppingToken);
        try
        {
            var next = _time.GetUtcNow();
            while (!dispatching.IsCompleted)
            {
                if (_time.GetUtcNow() >= next)
                {
                    next = _time.GetUtcNow() + _options.Value.Period;
                    await LookAfterAsync(stoppingToken).ConfigureAwait(false);
                }

                var left = next - _time.GetUtcNow();
                var wait = await LeaseAsync(stoppingToken).ConfigureAwait(false) ?? left;
                await Task.Delay(wait < left ? wait : left > TimeSpan.Zero ? left : TimeSpan.Zero, _time, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopping(_dispatcher.Sending);
        }

        // Also a dispatcher that failed: a node that accepts and never sends must not go on as if all were well.
        await dispatching.ConfigureAwait(false);
    }

    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        var (unknown, unleased) = await _store.RecoverAsync(_life.Lease, _time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        if (unknown + unleased > 0)
        {
            LogRecovered(unleased, unknown);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "It looks after all tenants: what cannot be read of one must not stop the node for the others.")]
    private async Task LookAfterAsync(CancellationToken cancellationToken)
    {
        try
        {
            var now = _time.GetUtcNow();
            await RepeatAsync(() => _store.ExpireAsync(now, Step, cancellationToken), cancellationToken).ConfigureAwait(false);
            await RepeatAsync(() => _store.ResumeHeldAsync(now, Step, cancellationToken), cancellationToken).ConfigureAwait(false);
            await RepeatAsync(() => _mailboxes.PurgeAsync(now - MailboxAge, Step, cancellationToken), cancellationToken).ConfigureAwait(false);
            await RepeatAsync(() => _kept.PurgeAsync(now - _options.Value.AnswerAge, Step, cancellationToken), cancellationToken).ConfigureAwait(false);
            await NoticeSwitchesAsync(cancellationToken).ConfigureAwait(false);
            await ReclaimAsync(now, cancellationToken).ConfigureAwait(false);
            _lanes.Sweep();
        }
        catch (StoreUnavailableException exception)
        {
            LogStoreUnavailable(exception.Message);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogLookedAfterInPart(exception);
        }
    }

    // What waits for a connector that does not work must hear of the next one, also when no message arrives that would tell,
    // and when another node activated it: only then the store is asked.
    private async Task NoticeSwitchesAsync(CancellationToken cancellationToken)
    {
        foreach (var lane in _lanes.All.Where(lane => lane.Held > 0 || !lane.Breaker.IsSending))
        {
            var snapshot = lane.Breaker.IsSending
                ? await _tenants.SnapshotAsync(lane.Tenant, cancellationToken).ConfigureAwait(false)
                : await _tenants.RefreshAsync(lane.Tenant, cancellationToken).ConfigureAwait(false);
            if (snapshot is not null)
            {
                _dispatcher.Switch(lane.Tenant, snapshot.Epoch);
            }
            else if (lane.Held == 0)
            {
                // The tenant is gone, and nothing will ever close its breaker.
                lane.Breaker.Reset(long.MaxValue);
            }
        }
    }

    // Never while leasing: between the lease and the dispatcher nobody would know of a row.
    private async Task ReclaimAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (now < _reclaimAt)
        {
            return;
        }

        _reclaimAt = now + ReclaimPeriod;
        var startedBefore = now - _options.Value.AttemptTimeout - AttemptMargin;
        var (unknown, unleased) = await _store.ReclaimAsync(_life.Lease, _dispatcher.Charges.Has, startedBefore, now, Step, cancellationToken).ConfigureAwait(false);
        if (unknown + unleased > 0)
        {
            LogReclaimed(unleased, unknown);
        }
    }

    /// <summary>Takes waiting rows that nobody holds into memory; answers when to ask again, <c>null</c> for the next period.</summary>
    private async Task<TimeSpan?> LeaseAsync(CancellationToken cancellationToken)
    {
        var lease = _life.Lease;
        if (!_life.MayStartUnder(lease))
        {
            return null;
        }

        var room = Math.Min(_lanes.Room, Step * 4);
        if (room == 0)
        {
            return Later;
        }

        var share = Math.Clamp(_options.Value.TenantWindow / 2, 1, Step);
        var horizon = _time.GetUtcNow() + _options.Value.Period;
        var full = _lanes.Full(share);
        IReadOnlyList<QueuedMessage> leased;
        try
        {
            leased = await _store.LeaseDueAsync(lease, horizon, full, share, room, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException exception)
        {
            LogStoreUnavailable(exception.Message);
            return null;
        }

        if (lease != _life.Lease)
        {
            // Leased by a life that has ended meanwhile: others take these rows back.
            return null;
        }

        var tooMany = new List<QueuedMessage>();
        foreach (var message in leased)
        {
            if (_dispatcher.TryHold(message.Tenant))
            {
                _dispatcher.Enqueue(message);
            }
            else
            {
                tooMany.Add(message);
            }
        }

        _dispatcher.Release(tooMany);

        // Where the store had something it may have more, and what is in memory does not last for a whole period.
        return leased.Count > 0 ? Soon : full.Count > 0 ? Later : null;
    }

    // A full step means that there is more; a bounded number of them leaves the store to the mail in between.
    private static async Task RepeatAsync(Func<Task<int>> step, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 10 && await step().ConfigureAwait(false) == Step; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    [LoggerMessage(LogLevel.Information, "Took back what an earlier life of this node held: {waiting} waiting messages, {unknown} under way and now unknown")]
    private partial void LogRecovered(int waiting, int unknown);

    [LoggerMessage(LogLevel.Warning, "Took back rows that an answer of the store was lost for: {waiting} waiting messages, {unknown} under way and now unknown")]
    private partial void LogReclaimed(int waiting, int unknown);

    [LoggerMessage(LogLevel.Error, "Not everything could be looked after; it is tried again")]
    private partial void LogLookedAfterInPart(Exception exception);

    [LoggerMessage(LogLevel.Information, "Stopping; {sending} attempts are under way")]
    private partial void LogStopping(int sending);

    [LoggerMessage(LogLevel.Warning, "The store is not available: {reason}")]
    private partial void LogStoreUnavailable(string reason);
}
