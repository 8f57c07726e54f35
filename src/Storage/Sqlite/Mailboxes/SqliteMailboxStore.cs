using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Mailboxes;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Mailboxes;
using EmailPlatform.Storage.Sqlite.Audit;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Mailboxes;

/// <inheritdoc cref="IMailboxStore"/>
internal sealed class SqliteMailboxStore(SqliteDatabase database) : IMailboxStore
{
    public async Task AddAsync(StoredMail mail, int keep, CancellationToken cancellationToken) => await database.WriteAsync(
        session =>
        {
            var added = session.Execute("mailboxes.insert", MailRows.Values(mail));
            return added + session.Execute("mailboxes.trim", ("tenant", mail.Tenant.ToString()), ("keep", keep));
        },
        mail.SealedMail.Length,
        cancellationToken);

    public Task<Page<StoredMail>> ListAsync(TenantId tenant, long? before, int limit, CancellationToken cancellationToken) => database.BrowseAsync(
        session => session.Page(
            "mailboxes.list", MailRows.Read, mail => mail.SealedMail.Length, mail => mail.Sequence, limit, ("tenant", tenant.ToString()), ("before", before ?? long.MaxValue)),
        cancellationToken);

    public Task<StoredMail?> FindAsync(TenantId tenant, MessageId id, CancellationToken cancellationToken) => database.BrowseAsync(
        session => session.First("mailboxes.find", MailRows.Read, ("tenant", tenant.ToString()), ("id", id)), cancellationToken);

    public Task<int> ClearAsync(TenantId tenant, AuditEntry audit, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            AuditWriting.Insert(session, audit);
            return session.Execute("mailboxes.clear", ("tenant", tenant.ToString()));
        },
        cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute("mailboxes.purge", ("before", before), ("limit", limit)), cancellationToken);
}
