namespace EmailPlatform.Storage.Templates;

public sealed class MemoryTemplateStoreTests : TemplateStoreBehaviour
{
    protected override StoreHome CreateHome() => new MemoryHome();
}
