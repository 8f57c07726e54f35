using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Delivery;

/// <summary>Room for one attempt, taken before a message is written as <c>sending</c>. Given back once.</summary>
public sealed class SendSlot
{
    private readonly Dispatcher _dispatcher;
    private readonly long _probe;
    private int _given;

    internal SendSlot(Dispatcher dispatcher, Lane lane, long probe)
    {
        _dispatcher = dispatcher;
        _probe = probe;
        Lane = lane;
        Epoch = lane.Breaker.Epoch;
    }

    internal Lane Lane { get; }

    /// <summary>The tenant's epoch when the slot was taken, as far as this node knew it.</summary>
    internal long Epoch { get; }

    /// <summary>Gives the slot back unused: the message was not written.</summary>
    public void Abandon() => GiveBack();

    /// <summary>Tells the breaker how the attempt ended; an attempt on an epoch that nobody here knew of is how a switch is heard of.</summary>
    internal void Report(Outcome outcome, long epoch)
    {
        _dispatcher.Switch(Lane, epoch);
        Lane.Breaker.Report(outcome, epoch, _probe);
    }

    internal void GiveBack()
    {
        if (Interlocked.Exchange(ref _given, 1) == 0)
        {
            // A probe without an answer, by whatever way it ended, must not leave the breaker waiting for one.
            Lane.Breaker.Abandon(_probe);
            _dispatcher.Free(Lane);
        }
    }
}
