using System.Data.Common;
using EmailPlatform.Platform.Mailboxes;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Mailboxes;

/// <summary>Reads the rows of <c>mailboxes.sql</c> and gives its statements their values, whichever store's they are.</summary>
internal static class MailRows
{
    public static StoredMail Read(DbDataReader row) =>
        new(TenantId.Parse(row.GetString(0)), row.MessageId(1), row.GetInt64(2), row.Time(3), row.Bytes(4));

    public static (string Name, object? Value)[] Values(StoredMail mail) =>
        [("tenant", mail.Tenant.ToString()), ("id", mail.Id), ("receivedAt", mail.ReceivedAt), ("mail", mail.SealedMail)];
}
