namespace EmailPlatform.Platform.Delivery;

/// <summary>What the dispatcher has to do with the life of its node.</summary>
public sealed partial class Dispatcher
{
    /// <summary>Ends when the dispatcher has: nothing is under way any more, or it was cut off.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>
    /// The life under which everything here was leased is over: what waits in memory is others' by now and is forgotten.
    /// What comes in late under that lease is refused by the store when its turn comes.
    /// </summary>
    internal void Forget() => Post(new Note(null, Forgotten: true));

    private void ForgetAll()
    {
        foreach (var lane in _lanes.All)
        {
            foreach (var message in lane.TakeAll())
            {
                _lanes.LetGo(lane);
                Charges.LetGo(message.Id);
            }

            Arrange(lane);
        }
    }
}
