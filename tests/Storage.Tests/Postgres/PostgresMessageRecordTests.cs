using EmailPlatform.Storage.Messages;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresMessageRecordTests : RecordBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();
}
