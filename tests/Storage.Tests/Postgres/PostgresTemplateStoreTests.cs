using EmailPlatform.Storage.Templates;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresTemplateStoreTests : TemplateStoreBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();
}
