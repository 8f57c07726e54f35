namespace EmailPlatform.Storage.Messages;

public sealed class MemoryMessageStartTests : StartBehaviour
{
    protected override StoreHome CreateHome() => new MemoryHome();
}
