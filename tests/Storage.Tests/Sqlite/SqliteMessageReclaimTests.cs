using EmailPlatform.Storage.Messages;

namespace EmailPlatform.Storage.Sqlite;

public sealed class SqliteMessageReclaimTests : ReclaimBehaviour
{
    protected override StoreHome CreateHome() => new SqliteHome();
}
