using EmailPlatform.Storage.Templates;

namespace EmailPlatform.Storage.Sqlite;

public sealed class SqliteTemplateStoreTests : TemplateStoreBehaviour
{
    protected override StoreHome CreateHome() => new SqliteHome();
}
