using System.Text.Json;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Mailboxes;

/// <summary>Keeps one tenant's mail in the store, sealed.</summary>
internal sealed class MailKeeper(IMailboxStore store, KeyRing keys, TimeProvider time, TenantId tenant) : IMailKeeper
{
    public Task KeepAsync(KeptMail mail, CancellationToken cancellationToken)
    {
        var id = MessageId.Parse(mail.MessageId);
        var data = keys.Seal(JsonSerializer.SerializeToUtf8Bytes(MailTrimming.Trim(mail), MailboxesJson.Default.KeptMail), SealedContext.Mailbox(tenant, id));
        return store.AddAsync(new StoredMail(tenant, id, 0, time.GetUtcNow(), data), MailboxService.KeptMails, cancellationToken);
    }
}
