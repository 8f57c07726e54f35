using EmailPlatform.Storage.Messages;

namespace EmailPlatform.Storage.Sqlite;

public sealed class SqliteOnceTests : OnceBehaviour
{
    protected override StoreHome CreateHome() => new SqliteHome();
}
