namespace EmailPlatform.Platform.Delivery;

/// <summary>Room for one attempt, taken before a message is written as <c>sending</c>. Given back once.</summary>
public sealed class SendSlot
{
    private readonly Dispatcher _dispatcher;
    private int _given;

    internal SendSlot(Dispatcher dispatcher, Lane lane)
    {
        _dispatcher = dispatcher;
        Lane = lane;
    }

    internal Lane Lane { get; }

    /// <summary>Gives the slot back unused: the message was not written.</summary>
    public void Abandon()
    {
        Lane.Breaker.Abandon();
        GiveBack();
    }

    internal void GiveBack()
    {
        if (Interlocked.Exchange(ref _given, 1) == 0)
        {
            _dispatcher.Free(Lane);
        }
    }
}
