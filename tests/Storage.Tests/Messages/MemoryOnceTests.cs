namespace EmailPlatform.Storage.Messages;

public sealed class MemoryOnceTests : OnceBehaviour
{
    protected override StoreHome CreateHome() => new MemoryHome();
}
