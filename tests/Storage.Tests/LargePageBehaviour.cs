using EmailPlatform.Platform.Mailboxes;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage;

/// <summary>Lists of large things: a page is bounded in bytes and the next goes on where it ended.</summary>
public abstract class LargePageBehaviour : StoreBehaviour
{
    private const int Mebibyte = 1024 * 1024;

    [Fact]
    public async Task Mails_OfMegabytes_ComeAFewAtATime_AndAll()
    {
        var acme = TenantId.Parse("acme");
        var store = Get<IMailboxStore>();
        int[] sizes = [1, 3 * Mebibyte, 3 * Mebibyte, 3 * Mebibyte, 20 * Mebibyte, 1, 1];
        foreach (var size in sizes)
        {
            await store.AddAsync(new StoredMail(acme, MessageId.New(TimeProvider.System), 0, Now, new byte[size]), 1000, Token);
        }

        var pages = new List<int[]>();
        long? next = null;
        do
        {
            var page = await store.ListAsync(acme, next, 200, Token);
            pages.Add([.. page.Items.Select(mail => mail.SealedMail.Length)]);
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal([[1, 1, 20 * Mebibyte], [3 * Mebibyte, 3 * Mebibyte, 3 * Mebibyte], [1]], pages);
    }

    [Fact]
    public async Task Revisions_OfMegabytes_ComeAFewAtATime_AndAll()
    {
        var state = await AddTenantAsync("acme");
        for (var number = 1; number <= 5; number++)
        {
            var next = state with { Version = state.Version + 1, LastRevision = number };
            var revision = NewRevision(state.Id, number) with { PublicConfig = new string(' ', 3 * Mebibyte) };
            Assert.True(await Tenants.TryWriteAsync(new TenantChange(state.Version, next, Entry(state.Id), revision), Token));
            state = next;
        }

        var first = await Tenants.ListRevisionsAsync(state.Id, null, 200, Token);
        var second = await Tenants.ListRevisionsAsync(state.Id, (int?)first.Next, 200, Token);

        Assert.Equal([5, 4, 3], first.Items.Select(revision => revision.Number));
        Assert.Equal([2, 1], second.Items.Select(revision => revision.Number));
        Assert.Null(second.Next);
    }
}
