using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Mailboxes;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Mailboxes;

public abstract class MailboxStoreBehaviour : StoreBehaviour
{
    private static readonly TenantId Acme = TenantId.Parse("acme");

    private IMailboxStore Mailboxes => Get<IMailboxStore>();

    [Fact]
    public async Task Mail_KeptTwice_IsOneMail()
    {
        var mail = NewMail(Acme);
        await Mailboxes.AddAsync(mail, 10, Token);
        await Mailboxes.AddAsync(mail, 10, Token);

        var kept = Assert.Single((await Mailboxes.ListAsync(Acme, null, 10, Token)).Items);
        Assert.Equal(mail with { Sequence = kept.Sequence, SealedMail = kept.SealedMail }, kept);
        Assert.Equal(mail.SealedMail, kept.SealedMail);
        Assert.NotNull(await Mailboxes.FindAsync(Acme, mail.Id, Token));
        Assert.Null(await Mailboxes.FindAsync(TenantId.Parse("other"), mail.Id, Token));
    }

    [Fact]
    public async Task Mails_BeyondTheCap_GoOldestFirst()
    {
        var other = NewMail(TenantId.Parse("other"));
        await Mailboxes.AddAsync(other, 3, Token);
        var mails = Enumerable.Range(0, 5).Select(_ => NewMail(Acme)).ToList();
        foreach (var mail in mails)
        {
            await Mailboxes.AddAsync(mail, 3, Token);
        }

        var page = await Mailboxes.ListAsync(Acme, null, 2, Token);
        Assert.Equal([mails[4].Id, mails[3].Id], page.Items.Select(mail => mail.Id));
        Assert.Equal([mails[2].Id], (await Mailboxes.ListAsync(Acme, page.Next, 10, Token)).Items.Select(mail => mail.Id));
        Assert.NotNull(await Mailboxes.FindAsync(other.Tenant, other.Id, Token));
    }

    [Fact]
    public async Task Clear_RemovesOneTenantsMails()
    {
        await Mailboxes.AddAsync(NewMail(Acme), 10, Token);
        await Mailboxes.AddAsync(NewMail(Acme), 10, Token);
        await Mailboxes.AddAsync(NewMail(TenantId.Parse("other")), 10, Token);

        Assert.Equal(2, await Mailboxes.ClearAsync(Acme, Entry(Acme, "mailbox.cleared"), Token));
        Assert.Equal("mailbox.cleared", Assert.Single(await Get<IAuditStore>().ListAsync(Acme, null, 1, Token)).Entry.Action);
        Assert.Empty((await Mailboxes.ListAsync(Acme, null, 10, Token)).Items);
        Assert.Single((await Mailboxes.ListAsync(TenantId.Parse("other"), null, 10, Token)).Items);
    }

    [Fact]
    public async Task Purge_RemovesWhatIsOld_InSteps()
    {
        for (var day = 0; day < 5; day++)
        {
            await Mailboxes.AddAsync(NewMail(Acme) with { ReceivedAt = Now.AddDays(-day) }, 10, Token);
        }

        Assert.Equal(2, await Mailboxes.PurgeAsync(Now.AddDays(-1), 2, Token));
        Assert.Equal(1, await Mailboxes.PurgeAsync(Now.AddDays(-1), 2, Token));
        Assert.Equal(0, await Mailboxes.PurgeAsync(Now.AddDays(-1), 2, Token));
        Assert.Equal(2, (await Mailboxes.ListAsync(Acme, null, 10, Token)).Items.Count);
    }

    private static StoredMail NewMail(TenantId tenant) => new(tenant, MessageId.New(TimeProvider.System), 0, Now, [1, 2, 3]);
}
