using EmailPlatform.Storage.Mailboxes;

namespace EmailPlatform.Storage.Sqlite;

public sealed class SqliteMailboxStoreTests : MailboxStoreBehaviour
{
    protected override StoreHome CreateHome() => new SqliteHome();
}
