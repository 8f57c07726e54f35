using EmailPlatform.Connectors;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Idempotency;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Mailboxes;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Promotions;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Storage.Tenants;

public abstract class PurgeBehaviour : StoreBehaviour
{
    private const string Grant = "grant-hash";

    private static readonly TenantId Acme = TenantId.Parse("acme");
    private static readonly TenantId Beta = TenantId.Parse("beta");

    private readonly ManualTime _time = new();

    private ITenantPurgeStore Store => Get<ITenantPurgeStore>();

    [Fact]
    public async Task Purge_BeforeThirtyDays_LeavesEverything()
    {
        await DeleteAsync(await FillAsync("acme"));
        _time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));

        await PurgeAsync();

        Assert.Equal("Acme", (await Tenants.FindAsync(Acme, Token))?.Name);
        Assert.Equal(2, (await Tenants.ListRevisionsAsync(Acme, null, 10, Token)).Items.Count);
        Assert.DoesNotContain(await AuditAsync(Acme), entry => entry.Action == "tenant.purged");
    }

    [Fact]
    public async Task Purge_AfterThirtyDays_LeavesTheIdAndTheAudit()
    {
        await DeleteAsync(await FillAsync("acme"));
        var audited = (await AuditAsync(Acme)).Count;
        _time.Advance(TimeSpan.FromDays(30));

        await PurgeAsync();
        await PurgeAsync();

        Assert.Empty((await Tenants.ListRevisionsAsync(Acme, null, 10, Token)).Items);
        Assert.Empty(await Tenants.ListActivationsAsync(Acme, null, 10, Token));
        Assert.Empty(await Tenants.ListReceiptsAsync(Acme, null, 10, Token));
        Assert.Empty((await Get<IMailboxStore>().ListAsync(Acme, null, 10, Token)).Items);
        Assert.Empty((await Get<IMessageStore>().ListAsync(Acme, new MessageFilter(), null, 10, Token)).Items);
        Assert.Empty((await Get<IPromotionStore>().ListAsync(Acme, null, 10, Token)).Items);
        Assert.Null(await Get<IKeyStore>().FindAsync("key-of-acme", Token));
        Assert.Null(await Tenants.TryCountAsync(Acme, "connector_test", 1, TimeSpan.FromDays(60), _time.GetUtcNow(), Token));

        var state = await Tenants.FindAsync(Acme, Token);
        Assert.Equal("", state?.Name);
        Assert.Equal(new TenantSettings(), state?.Settings);
        Assert.Null(state?.Templates);
        Assert.Equal(0, await Get<ITemplateStore>().LastNumberAsync(Acme, UsageType.SignIn, "en", Token));
        Assert.Equal(Now, state?.DeletedAt);
        Assert.False(await Tenants.TryWriteAsync(new TenantChange(0, NewTenant("acme"), Entry(Acme)), Token));

        var audit = await AuditAsync(Acme);
        Assert.Equal(audited + 1, audit.Count);
        Assert.Equal((Actor.System, "tenant.purged", _time.GetUtcNow()), (audit[0].Actor, audit[0].Action, audit[0].At));
    }

    [Fact]
    public async Task Purge_OfOne_LeavesTheOthers()
    {
        await FillAsync("beta");
        await DeleteAsync(await FillAsync("acme", sharedWith: Beta));
        _time.Advance(TimeSpan.FromDays(31));

        await PurgeAsync();

        Assert.Equal("Acme", (await Tenants.FindAsync(Beta, Token))?.Name);
        Assert.Equal(2, (await Tenants.ListRevisionsAsync(Beta, null, 10, Token)).Items.Count);
        Assert.Single(await Tenants.ListActivationsAsync(Beta, null, 10, Token));
        Assert.Single(await Tenants.ListReceiptsAsync(Beta, null, 10, Token));
        Assert.Single((await Tenants.FindAsync(Beta, Token))?.Templates?.Entries ?? []);
        Assert.Equal(1, await Get<ITemplateStore>().LastNumberAsync(Beta, UsageType.SignIn, "en", Token));
        Assert.Single((await Get<IMailboxStore>().ListAsync(Beta, null, 10, Token)).Items);
        Assert.Single((await Get<IMessageStore>().ListAsync(Beta, new MessageFilter(), null, 10, Token)).Items);
        Assert.NotNull(await Get<IPromotionStore>().FindAsync("promotion-to-beta", Token));
        Assert.NotNull(await Get<ITokenStore>().ReadAsync(Beta, Grant, Token));
        Assert.Equal([Beta], (await Get<IKeyStore>().FindAsync("key-of-beta", Token))?.Tenants);
        Assert.Equal([Beta], (await Get<IKeyStore>().FindAsync("key-of-acme", Token))?.Tenants);
        Assert.NotNull(await Tenants.TryCountAsync(Beta, "connector_test", 1, TimeSpan.FromDays(60), _time.GetUtcNow(), Token));
    }

    [Fact]
    public async Task Step_RemovesNoMoreThanItMay()
    {
        await DeleteAsync(await FillAsync("acme"));
        _time.Advance(TimeSpan.FromDays(31));
        var audit = Entry(Acme, "tenant.purged");
        var (steps, before) = (0, await CountAsync());

        while (await Store.PurgeAsync(Acme, _time.GetUtcNow(), 1, audit, Token))
        {
            steps++;
            var after = await CountAsync();
            Assert.InRange(after, before - 1, before);
            before = after;
        }

        // Revisions, an activation, a promotion, a receipt, a use, a mail, a message, a kept answer, grants, a template, a key: each a step of its own.
        Assert.Equal(0, before);
        Assert.InRange(steps, 12, 14);
    }

    [Fact]
    public async Task Step_OfATenantThatLivesOrWasDeletedLately_DoesNothing()
    {
        var state = await FillAsync("acme");
        Assert.False(await Store.PurgeAsync(Acme, Now.AddDays(60), 100, Entry(Acme, "tenant.purged"), Token));
        await DeleteAsync(state);
        Assert.False(await Store.PurgeAsync(Acme, Now.AddSeconds(-1), 100, Entry(Acme, "tenant.purged"), Token));

        Assert.Equal(2, (await Tenants.ListRevisionsAsync(Acme, null, 10, Token)).Items.Count);
        Assert.DoesNotContain(await AuditAsync(Acme), entry => entry.Action == "tenant.purged");
    }

    [Fact]
    public async Task Purge_OnManyNodesAtOnce_IsAuditedOnce()
    {
        await DeleteAsync(await FillAsync("acme"));
        _time.Advance(TimeSpan.FromDays(31));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(PurgeAsync)));

        Assert.Single(await AuditAsync(Acme), entry => entry.Action == "tenant.purged");
        Assert.Empty(await Store.ListDueAsync(_time.GetUtcNow(), 10, Token));
    }

    protected async Task PurgeAfterAMonthAsync(TenantState state)
    {
        await DeleteAsync(state);
        _time.Advance(TimeSpan.FromDays(31));
        await PurgeAsync();
    }

    /// <summary>A tenant with something of everything; its first revision is active.</summary>
    protected async Task<TenantState> FillAsync(string id, params TenantId[] sharedWith)
    {
        var state = await ActivateAsync(await AddTenantAsync(id));
        var settings = new TenantSettings("de", [Flow.SignIn]);
        var next = state with { Version = state.Version + 1, LastRevision = 2, Settings = settings, Templates = new TemplateIndex([new TemplateEntry(UsageType.SignIn, "en", 1, "hash", Now, "tester")]) };
        Assert.True(await Tenants.TryWriteAsync(
            new TenantChange(
                state.Version, next, Entry(state.Id), NewRevision(state.Id, 2), Grants: [Grant, "second-grant"], NewTemplates: [NewTemplate(state.Id)], Promotion: Promotion(state.Id)),
            Token));
        await Tenants.AddReceiptAsync(new Receipt($"receipt-of-{id}", state.Id, "hash-1", "smtp", ["SignIn"], ["en"], Now, "tester"), Entry(state.Id), Token);
        Assert.Null(await Tenants.TryCountAsync(state.Id, "connector_test", 1, TimeSpan.FromHours(1), Now, Token));
        await Get<IMailboxStore>().AddAsync(new StoredMail(state.Id, MessageId.New(TimeProvider.System), 0, Now, [1]), 100, Token);
        Assert.True(await Get<ITokenStore>().TryLeaseAsync(state.Id, Grant, 2, "holder", Now, TimeSpan.FromMinutes(1), Token));
        Assert.True(await Get<ITokenStore>().TryWriteAsync(state.Id, Grant, "holder", Now, new StoredToken(1, [1]), Token));
        var key = new ApiKey($"key-of-{id}", "ci", false, [state.Id, .. sharedWith], "hash-of-" + id, "ep_", ["messages:send"], Now, "tester");
        Assert.True(await Get<IKeyStore>().TryAddAsync(key, Entry(state.Id), Token));
        next = await Tenants.FindAsync(state.Id, Token) ?? next;
        await AddMessageAsync(next);
        return next;
    }

    private static Promotion Promotion(TenantId tenant) => new(
        $"promotion-to-{tenant}", tenant, tenant, new PromotionContent("hash", [], null, null, null, null, [], [], new PromotedState(), new PromotedState()), Now, "tester");

    private async Task AddMessageAsync(TenantState tenant)
    {
        var node = new NodeLease("node-1", "life-1");
        var id = MessageId.New(TimeProvider.System);
        var message = new NewMessage(
            id, tenant.Id, tenant.Version, UsageType.SignIn, "ann@example.com", "ann@example.com", "en", null, [7], Now, Now.AddMinutes(10),
            UnknownPolicy.Resend, Supersedes: false, StartNow: true, Lease: node,
            Keep: new KeptAnswer("scope", "body", id, [1], Now));
        Assert.True((await Get<IMessageStore>().InsertAsync(message, Token)).Inserted);
        var attempt = new Attempt(1, Now, 12.5, 1, 1, "smtp", OutcomeKind.Rejected, FaultScope.Recipient, "550", null, "no", null);
        Assert.True(await Get<IMessageStore>().RecordAsync(
            new AttemptRecord(id, tenant.Id, node, attempt, MessageStatus.Failed, null, Now.AddSeconds(1), null), Token));
    }

    private async Task DeleteAsync(TenantState state)
    {
        var next = state with { Version = state.Version + 1, ActiveRevision = null, DeletedAt = Now };
        Assert.True(await Tenants.TryWriteAsync(new TenantChange(state.Version, next, Entry(state.Id, "tenant.deleted"), RevokeKeys: true), Token));
    }

    private async Task PurgeAsync()
    {
        using var purge = new TenantPurge(Store, _time, Options.Create(new TenantOptions()), NullLogger<TenantPurge>.Instance);
        await purge.RunAsync(Token);
    }

    private async Task<int> CountAsync() =>
        (await Tenants.ListRevisionsAsync(Acme, null, 10, Token)).Items.Count
        + (await Tenants.ListActivationsAsync(Acme, null, 10, Token)).Count
        + (await Tenants.ListReceiptsAsync(Acme, null, 10, Token)).Count
        + (await Get<IMailboxStore>().ListAsync(Acme, null, 10, Token)).Items.Count
        + (await Get<IKeyStore>().FindAsync("key-of-acme", Token) is null ? 0 : 1);

    private async Task<List<AuditEntry>> AuditAsync(TenantId tenant) =>
        [.. (await Get<IAuditStore>().ListAsync(tenant, null, 100, Token)).Select(recorded => recorded.Entry)];
}
