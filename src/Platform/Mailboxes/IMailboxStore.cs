using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Mailboxes;

/// <summary>Where development mailboxes live.</summary>
public interface IMailboxStore
{
    /// <summary>Keeps a mail; the same id twice is one mail. Beyond <paramref name="keep"/> mails the tenant's oldest go.</summary>
    Task AddAsync(StoredMail mail, int keep, CancellationToken cancellationToken);

    /// <summary>Newest first, those with a sequence below the one given (all when <c>null</c>). A page ends early once it holds some 8 MiB.</summary>
    Task<Page<StoredMail>> ListAsync(TenantId tenant, long? before, int limit, CancellationToken cancellationToken);

    Task<StoredMail?> FindAsync(TenantId tenant, MessageId id, CancellationToken cancellationToken);

    /// <summary>Removes all of a tenant's mails, with the entry that tells of it; returns how many.</summary>
    Task<int> ClearAsync(TenantId tenant, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Removes mails of every tenant received before; returns how many.</summary>
    Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
