using EmailPlatform.Storage.Messages;

namespace EmailPlatform.Storage.Sqlite;

public sealed class SqliteMessageRecordTests : RecordBehaviour
{
    protected override StoreHome CreateHome() => new SqliteHome();
}
