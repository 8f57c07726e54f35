namespace EmailPlatform.Platform.BuiltIn;

/// <summary>Mails that were counted together and are sent one by one: those that were never begun are given back, however it ends.</summary>
/// <param name="hold"><c>null</c> when nothing was counted.</param>
internal sealed class CapUse(BuiltInCaps caps, CapHold? hold, int mails) : IAsyncDisposable
{
    private int _left = mails;

    /// <summary>From here on one of them may be sent.</summary>
    public void Begin() => _left--;

    public async ValueTask DisposeAsync()
    {
        if (hold is not null && _left > 0)
        {
            await caps.GiveBackAsync(hold, _left);
        }
    }
}
