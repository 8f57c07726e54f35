using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Mailboxes;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.TestKit.Stores;

/// <summary>Development mailboxes in memory.</summary>
public sealed class MemoryMailboxStore(MemoryAuditStore audit) : IMailboxStore
{
    private readonly Lock _gate = new();
    private readonly List<StoredMail> _mails = [];
    private long _sequence;

    public Task AddAsync(StoredMail mail, int keep, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_mails.Exists(other => other.Tenant == mail.Tenant && other.Id == mail.Id))
            {
                _mails.Add(mail with { Sequence = ++_sequence });
            }

            foreach (var old in _mails.Where(other => other.Tenant == mail.Tenant).SkipLast(keep).ToList())
            {
                _mails.Remove(old);
            }
        }

        return Task.CompletedTask;
    }

    public Task<Page<StoredMail>> ListAsync(TenantId tenant, long? before, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var mails = _mails.Where(mail => mail.Tenant == tenant && (before is null || mail.Sequence < before)).Reverse().Take(limit + 1).ToList();
            return Task.FromResult(mails.Count > limit ? new Page<StoredMail>(mails[..limit], mails[limit - 1].Sequence) : new Page<StoredMail>(mails, null));
        }
    }

    public Task<StoredMail?> FindAsync(TenantId tenant, MessageId id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_mails.Find(mail => mail.Tenant == tenant && mail.Id == id));
        }
    }

    public Task<int> ClearAsync(TenantId tenant, AuditEntry entry, CancellationToken cancellationToken)
    {
        audit.Add(entry);
        lock (_gate)
        {
            return Task.FromResult(_mails.RemoveAll(mail => mail.Tenant == tenant));
        }
    }

    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var old = _mails.Where(mail => mail.ReceivedAt < before).Take(limit).ToList();
            _mails.RemoveAll(old.Contains);
            return Task.FromResult(old.Count);
        }
    }

    internal int Remove(TenantId tenant, int limit)
    {
        lock (_gate)
        {
            return _mails.Where(mail => mail.Tenant == tenant).Take(limit).ToList().Count(_mails.Remove);
        }
    }
}
