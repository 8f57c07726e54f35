using System.Text;
using EmailPlatform.Platform.Idempotency;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Messages;

/// <summary>An answer is kept with its message, and there is one of both for a key.</summary>
public abstract class OnceBehaviour : MessageBehaviour
{
    private IKeptAnswerStore Kept => Get<IKeptAnswerStore>();

    [Fact]
    public async Task Insert_WithAnAnswer_KeepsItAsItWas()
    {
        var tenant = await AddActiveTenantAsync("acme");
        var message = Keeping(NewMessage(tenant), "k");

        var outcome = await Messages.InsertAsync(message, Token);
        await ReopenAsync();

        Assert.Equal((true, 1L, 1), (outcome.Inserted, outcome.Epoch, outcome.Revision));
        AssertSame(message.Keep, await Kept.FindAsync(tenant.Id, "k", Token));
        Assert.Null(await Kept.FindAsync(tenant.Id, "other", Token));
        Assert.Null(await Kept.FindAsync(TenantId.Parse("other"), "k", Token));
    }

    [Fact]
    public async Task Insert_UnderAKeyOfAnotherMessage_WritesNothingAndTellsTheFirstAnswer()
    {
        var tenant = await AddActiveTenantAsync("acme");
        var first = Keeping(NewMessage(tenant), "k");
        await InsertAsync(first);
        var second = Keeping(NewMessage(tenant), "k", "body of another") with { Supersedes = true, StartNow = true };

        var outcome = await Messages.InsertAsync(second, Token);

        Assert.False(outcome.Inserted);
        AssertSame(first.Keep, outcome.Kept);
        Assert.Null(await Messages.FindAsync(tenant.Id, second.Id, Token));
        Assert.Equal(MessageStatus.Queued, await StatusAsync(first));
    }

    [Fact]
    public async Task Insert_UnderAKnownKey_AfterASwitch_TellsTheFirstAnswer()
    {
        var before = await AddActiveTenantAsync("acme");
        var first = Keeping(NewMessage(before), "k");
        await InsertAsync(first);
        await ActivateAsync(before);

        var outcome = await Messages.InsertAsync(Keeping(NewMessage(before), "k"), Token);

        Assert.False(outcome.Inserted);
        AssertSame(first.Keep, outcome.Kept);
    }

    [Fact]
    public async Task Insert_OfTheSameMessageAgain_IsThatMessage()
    {
        var tenant = await AddActiveTenantAsync("acme");
        var message = Keeping(NewMessage(tenant), "k");
        var first = await Messages.InsertAsync(message, Token);
        await ActivateAsync(tenant);

        var again = await Messages.InsertAsync(message, Token);

        Assert.Equal((true, first.Epoch, first.Revision), (again.Inserted, again.Epoch, again.Revision));
        Assert.Single((await Messages.ListAsync(tenant.Id, new MessageFilter(), null, 10, Token)).Items);
    }

    [Fact]
    public async Task Insert_AgainstAnotherVersion_KeepsNoAnswer()
    {
        var before = await AddActiveTenantAsync("acme");
        await ActivateAsync(before);

        var outcome = await Messages.InsertAsync(Keeping(NewMessage(before), "k"), Token);

        Assert.False(outcome.Inserted);
        Assert.Null(outcome.Kept);
        Assert.Null(await Kept.FindAsync(before.Id, "k", Token));
    }

    [Fact]
    public async Task Keys_OfDifferentTenants_HaveNothingToDoWithEachOther()
    {
        var (acme, beta) = (await AddActiveTenantAsync("acme"), await AddActiveTenantAsync("beta"));

        await InsertAsync(Keeping(NewMessage(acme), "k"));
        await InsertAsync(Keeping(NewMessage(beta), "k"));

        Assert.NotEqual((await Kept.FindAsync(acme.Id, "k", Token))?.Message, (await Kept.FindAsync(beta.Id, "k", Token))?.Message);
    }

    [Fact]
    public async Task Inserts_OfFewKeysByManyAtOnce_AreOneMessageAKey()
    {
        var tenant = await AddActiveTenantAsync("acme");
        var messages = Enumerable.Range(0, 400).Select(i => i % 10 == 9 ? NewMessage(tenant) : Keeping(NewMessage(tenant), $"k{i % 10}")).ToList();

        var outcomes = await Task.WhenAll(messages.Select(message => Task.Run(() => Messages.InsertAsync(message, Token))));

        var inserted = messages.Where((_, i) => outcomes[i].Inserted).ToList();
        Assert.Equal(9, inserted.Count(message => message.Keep is not null));
        Assert.Equal(40, inserted.Count(message => message.Keep is null));
        Assert.Equal(49, (await Messages.ListAsync(tenant.Id, new MessageFilter(), null, 1000, Token)).Items.Count);
        for (var i = 0; i < messages.Count; i++)
        {
            if (messages[i].Keep is { } keep && !outcomes[i].Inserted)
            {
                Assert.Equal(inserted.Single(message => message.Keep?.Scope == keep.Scope).Id, outcomes[i].Kept?.Message);
            }
        }
    }

    [Fact]
    public async Task Purge_RemovesWhatIsOldEnough_OldestFirstInSteps()
    {
        var tenant = await AddActiveTenantAsync("acme");
        for (var i = 0; i < 5; i++)
        {
            await InsertAsync(Keeping(NewMessage(tenant), $"k{i}", at: Now.AddHours(i)));
        }

        Assert.Equal(2, await Kept.PurgeAsync(Now.AddHours(3), 2, Token));
        Assert.Null(await Kept.FindAsync(tenant.Id, "k1", Token));
        Assert.NotNull(await Kept.FindAsync(tenant.Id, "k2", Token));
        Assert.Equal(1, await Kept.PurgeAsync(Now.AddHours(3), 2, Token));
        Assert.Equal(0, await Kept.PurgeAsync(Now.AddHours(3), 2, Token));
        Assert.NotNull(await Kept.FindAsync(tenant.Id, "k3", Token));

        // The key is free again.
        await InsertAsync(Keeping(NewMessage(tenant), "k1"));
    }

    private static NewMessage Keeping(NewMessage message, string key, string body = "body", DateTimeOffset? at = null) => message with
    {
        Keep = new KeptAnswer(key, body, message.Id, Encoding.UTF8.GetBytes($$"""{"id":"{{message.Id}}"}"""), at ?? Now),
        CreatedAt = at ?? Now,
    };

    private static void AssertSame(KeptAnswer? expected, KeptAnswer? actual)
    {
        Assert.NotNull(expected);
        Assert.NotNull(actual);
        Assert.Equal(expected.Answer, actual.Answer);
        Assert.Equal(expected with { Answer = [] }, actual with { Answer = [] }, (one, other) => one.Scope == other.Scope && one.Body == other.Body && one.Message == other.Message && one.KeptAt == other.KeptAt);
    }
}
