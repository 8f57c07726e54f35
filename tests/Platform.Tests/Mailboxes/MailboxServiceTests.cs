using System.Text;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Stores;
using EmailPlatform.TestKit.Time;

namespace EmailPlatform.Platform.Mailboxes;

public sealed class MailboxServiceTests
{
    private readonly MemoryMailboxStore _store = new(new MemoryAuditStore());
    private readonly KeyRing _keys = new(EncryptionKey.Generate());
    private readonly ManualTime _time = new();
    private readonly TenantId _acme = TenantId.Parse("acme");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keep_ThenRead_IsWhatWasKeptAndSealedAtRest()
    {
        var id = MessageId.New(_time);
        var mail = new KeptMail(id.ToString(), "from@example.com", "to@example.com", "Code 123456", "123456", null, [KeyValuePair.Create("X-A", "b")]);
        var keeper = new MailKeeper(_store, _keys, _time, _acme);
        var service = new MailboxService(_store, _keys, _time);
        await keeper.KeepAsync(mail, Token);
        await keeper.KeepAsync(mail, Token);

        var listed = Assert.Single((await service.ListAsync(_acme, null, 10, Token)).Items);
        var found = await service.FindAsync(_acme, id, Token);

        Assert.Equal(id, listed.Id);
        Assert.NotNull(found);
        Assert.Equal(mail with { Headers = [] }, found.Mail with { Headers = [] });
        Assert.Equal(mail.Headers, found.Mail.Headers);
        Assert.DoesNotContain("123456", Encoding.UTF8.GetString((await _store.FindAsync(_acme, id, Token))?.SealedMail ?? []));
        Assert.Null(await service.FindAsync(TenantId.Parse("other"), id, Token));
        Assert.Equal(1, await service.ClearAsync(_acme, Actor.System, Token));
        Assert.Empty((await service.ListAsync(_acme, null, 10, Token)).Items);
    }

    [Fact]
    public async Task Keep_BeyondTheLimit_TheOldestGo()
    {
        var keeper = new MailKeeper(_store, _keys, _time, _acme);
        for (var count = 0; count < MailboxService.KeptMails + 2; count++)
        {
            await keeper.KeepAsync(new KeptMail(MessageId.New(_time).ToString(), "f@example.com", "t@example.com", $"{count}", null, null, []), Token);
        }

        var all = (await new MailboxService(_store, _keys, _time).ListAsync(_acme, null, 2000, Token)).Items;
        Assert.Equal(MailboxService.KeptMails, all.Count);
        Assert.Equal("2", all[^1].Mail.Subject);
    }

    [Fact]
    public async Task Keep_OfABodyOfMegabytes_CutsItAndSaysSo()
    {
        var id = MessageId.New(_time);
        var html = "a" + new string('ü', 2 * 1024 * 1024);
        var service = new MailboxService(_store, _keys, _time);
        await new MailKeeper(_store, _keys, _time, _acme)
            .KeepAsync(new KeptMail(id.ToString(), "f@example.com", "t@example.com", "Large", "short", html, [KeyValuePair.Create("X-A", "b")]), Token);

        var kept = (await service.FindAsync(_acme, id, Token))?.Mail;

        // An ü takes two bytes: the last whole one ends one byte before the mebibyte does.
        Assert.Equal("short", kept?.Text);
        Assert.Equal(html[..(512 * 1024)], kept?.Html);
        Assert.Equal(
            [KeyValuePair.Create("X-A", "b"), KeyValuePair.Create("X-Mailbox-Trimmed", "html: 1048575 of 4194305 bytes kept")],
            kept?.Headers ?? []);
    }
}
