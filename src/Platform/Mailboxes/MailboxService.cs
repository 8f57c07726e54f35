using System.Text.Json;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Mailboxes;

/// <summary>Reads and empties development mailboxes.</summary>
public sealed class MailboxService(IMailboxStore store, KeyRing keys, TimeProvider time)
{
    /// <summary>Mails kept of a tenant; the oldest go.</summary>
    public const int KeptMails = 1000;

    /// <summary>Newest first, those with a sequence below the one given; as many as go into a page.</summary>
    public async Task<Page<ReceivedMail>> ListAsync(TenantId tenant, long? before, int limit, CancellationToken cancellationToken)
    {
        var page = await store.ListAsync(tenant, before, limit, cancellationToken);
        return new Page<ReceivedMail>([.. page.Items.Select(Open)], page.Next);
    }

    public async Task<ReceivedMail?> FindAsync(TenantId tenant, MessageId id, CancellationToken cancellationToken) =>
        await store.FindAsync(tenant, id, cancellationToken) is { } mail ? Open(mail) : null;

    /// <summary>Empties a mailbox; returns how many mails were in it.</summary>
    public Task<int> ClearAsync(TenantId tenant, Actor by, CancellationToken cancellationToken) =>
        store.ClearAsync(tenant, new AuditEntry(tenant, time.GetUtcNow(), by, "mailbox.cleared", new Dictionary<string, string>()), cancellationToken);

    private ReceivedMail Open(StoredMail stored)
    {
        var json = keys.Open(stored.SealedMail, SealedContext.Mailbox(stored.Tenant, stored.Id));
        var mail = JsonSerializer.Deserialize(json, MailboxesJson.Default.KeptMail) ?? throw new JsonException("A kept mail is an object.");
        return new ReceivedMail(stored.Id, stored.Sequence, stored.ReceivedAt, mail);
    }
}
