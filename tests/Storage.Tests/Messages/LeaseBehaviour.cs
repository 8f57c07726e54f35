using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Messages;

public abstract class LeaseBehaviour : MessageBehaviour
{
    [Fact]
    public async Task Lease_GivesEachTenantTheSameShare_OldestDueFirst()
    {
        var tenants = new List<TenantState>();
        foreach (var (id, count) in new[] { ("burst", 60), ("few", 3), ("some", 20) })
        {
            var tenant = await AddActiveTenantAsync(id);
            tenants.Add(tenant);
            for (var i = 0; i < count; i++)
            {
                await InsertAsync(NewMessage(tenant) with { Lease = null, CreatedAt = Now.AddSeconds(-i) });
            }
        }

        var leased = await LeaseAsync(perTenant: 100, total: 30);

        Assert.Equal(30, leased.Count);
        var counts = leased.CountBy(message => message.Tenant.ToString()).ToDictionary();
        Assert.Equal(3, counts["few"]);
        Assert.InRange(counts["burst"], 13, 14);
        Assert.InRange(counts["some"], 13, 14);
        Assert.All(leased.Where(message => message.Tenant == tenants[0].Id), message => Assert.True(message.DueAt <= Now.AddSeconds(-46)));
    }

    [Fact]
    public async Task Lease_ByTwoAtOnce_GivesEachRowToOne()
    {
        var tenant = await AddActiveTenantAsync("acme");
        for (var i = 0; i < 50; i++)
        {
            await InsertAsync(NewMessage(tenant) with { Lease = null });
        }

        var both = await Task.WhenAll(
            Task.Run(() => LeaseAsync()), Task.Run(() => LeaseAsync(lease: new NodeLease("node-2", "life-1"))));
        Assert.Equal(50, both.Sum(leased => leased.Count));
        Assert.Equal(50, both.SelectMany(leased => leased).DistinctBy(message => message.Id).Count());
    }

    [Fact]
    public async Task Lease_HeedsTheShareTheFullAndTheDue()
    {
        var acme = await AddActiveTenantAsync("acme");
        var full = await AddActiveTenantAsync("full");
        for (var i = 0; i < 5; i++)
        {
            await InsertAsync(NewMessage(acme) with { Lease = null });
            await InsertAsync(NewMessage(full) with { Lease = null });
        }

        await InsertAsync(NewMessage(acme) with { Lease = null, CreatedAt = Now.AddSeconds(30) });

        Assert.Equal(2, (await LeaseAsync(perTenant: 2, full: full.Id)).Count);
        Assert.Equal(3, (await LeaseAsync(full: full.Id)).Count);
        Assert.Empty(await LeaseAsync(full: full.Id));
        Assert.Equal(5, (await LeaseAsync()).Count);
    }

    [Fact]
    public async Task Lease_InSmallRounds_ComesToEveryTenant()
    {
        foreach (var id in new[] { "t1", "t2", "t3", "t4", "t5" })
        {
            var tenant = await AddActiveTenantAsync(id);
            for (var i = 0; i < 20; i++)
            {
                await InsertAsync(NewMessage(tenant) with { Lease = null });
            }
        }

        var first = new HashSet<TenantId>();
        for (var round = 0; round < 3; round++)
        {
            first.UnionWith((await LeaseAsync(total: 2)).Select(message => message.Tenant));
        }

        Assert.Equal(5, first.Count);
    }

    [Fact]
    public async Task Recover_AfterALostLife_MakesSendingUnknownAndTheRestWait()
    {
        var tenant = await AddActiveTenantAsync("acme");
        NewMessage resend = NewMessage(tenant), ask = NewMessage(tenant) with { OnUnknown = UnknownPolicy.Ask }, giveUp = NewMessage(tenant) with { OnUnknown = UnknownPolicy.GiveUp };
        NewMessage queued = NewMessage(tenant), sent = NewMessage(tenant);
        foreach (var message in new[] { resend, ask, giveUp, sent })
        {
            await InsertAsync(message with { StartNow = true });
        }

        await InsertAsync(queued);
        await RecordAsync(sent, MessageStatus.Sent);
        await ReopenAsync();

        Assert.Equal((3, 1), await Messages.RecoverAsync(NextLife, Now.AddSeconds(5), Token));
        Assert.Equal((0, 0), await Messages.RecoverAsync(NextLife, Now.AddSeconds(5), Token));

        var found = await FindAsync(resend);
        Assert.Equal((MessageStatus.Unknown, "node_lost", Now.AddSeconds(5)), (found.Status, found.Reason, found.DueAt));
        var attempt = Assert.Single(found.Attempts);
        Assert.Equal((1, "node_lost", 1L, 1, "smtp", 5000d), (attempt.Number, attempt.Code, attempt.Epoch, attempt.Revision, attempt.ConnectorType, attempt.Milliseconds));
        Assert.Equal((MessageStatus.Unknown, null), (await FindAsync(ask)) is var asking ? (asking.Status, asking.DueAt) : default);
        Assert.Equal(MessageStatus.Failed, await StatusAsync(giveUp));
        Assert.Equal(MessageStatus.Sent, await StatusAsync(sent));
        Assert.False(await RecordAsync(resend, MessageStatus.Sent));

        var leased = await Messages.LeaseDueAsync(NextLife, Now.AddSeconds(6), new HashSet<TenantId>(), 10, 10, Token);
        Assert.Equivalent(new[] { resend.Id, queued.Id }, leased.Select(message => message.Id));
        Assert.Equal(2, leased.Count);
        Assert.Equal(2, (await StartAsync(resend, NextLife)).Attempt);
    }

    [Fact]
    public async Task Recover_OfMoreThanOneStep_TakesAllBack_AndLeavesThisLifeAlone()
    {
        var tenant = await AddActiveTenantAsync("acme");
        await Task.WhenAll(Enumerable.Range(0, 1100).Select(_ => InsertAsync(NewMessage(tenant))));
        var own = NewMessage(tenant) with { Lease = NextLife, StartNow = true };
        await InsertAsync(own);

        Assert.Equal((0, 1100), await Messages.RecoverAsync(NextLife, Now, Token));
        Assert.Equal(MessageStatus.Sending, await StatusAsync(own));
    }
}
