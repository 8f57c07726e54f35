using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Mailboxes;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Mailboxes;
using EmailPlatform.Storage.Postgres.Audit;
using EmailPlatform.Storage.Postgres.Engine;

namespace EmailPlatform.Storage.Postgres.Mailboxes;

/// <inheritdoc cref="IMailboxStore"/>
internal sealed class PostgresMailboxStore(PostgresDatabase database) : IMailboxStore
{
    public Task AddAsync(StoredMail mail, int keep, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await session.ExecuteAsync("mailboxes.insert", MailRows.Values(mail));
            return await session.ExecuteAsync("mailboxes.trim", ("tenant", mail.Tenant.ToString()), ("keep", keep));
        },
        cancellationToken);

    public Task<Page<StoredMail>> ListAsync(TenantId tenant, long? before, int limit, CancellationToken cancellationToken) => database.BrowseAsync(
        session => session.PageAsync(
            "mailboxes.list", MailRows.Read, mail => mail.SealedMail.Length, mail => mail.Sequence, limit, ("tenant", tenant.ToString()), ("before", before ?? long.MaxValue)),
        cancellationToken);

    public Task<StoredMail?> FindAsync(TenantId tenant, MessageId id, CancellationToken cancellationToken) => database.BrowseAsync(
        session => session.FirstAsync("mailboxes.find", MailRows.Read, ("tenant", tenant.ToString()), ("id", id)), cancellationToken);

    public Task<int> ClearAsync(TenantId tenant, AuditEntry audit, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await AuditWriting.InsertAsync(session, audit);
            return await session.ExecuteAsync("mailboxes.clear", ("tenant", tenant.ToString()));
        },
        cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.ExecuteAsync("mailboxes.purge", ("before", before), ("limit", limit)), cancellationToken);
}
