using EmailPlatform.Storage.Mailboxes;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresMailboxStoreTests : MailboxStoreBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();
}
