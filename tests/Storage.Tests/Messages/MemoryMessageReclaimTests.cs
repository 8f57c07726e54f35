namespace EmailPlatform.Storage.Messages;

public sealed class MemoryMessageReclaimTests : ReclaimBehaviour
{
    protected override StoreHome CreateHome() => new MemoryHome();
}
