using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.BuiltIn;
using EmailPlatform.Platform.Idempotency;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Mailboxes;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Promotions;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Messages;
using EmailPlatform.Storage.Postgres;
using EmailPlatform.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace EmailPlatform.Storage.Copying;

/// <summary>Everything that one store holds arrives in the other, and back; or nothing does.</summary>
public sealed class StoreCopyTests : MessageBehaviour
{
    private readonly SqliteHome _sqlite = new();
    private readonly PostgresHome _postgres = new();

    protected override StoreHome CreateHome() => new BothHomes(_sqlite, _postgres);

    [Fact]
    public async Task Copy_ThereAndBack_IsTheSame()
    {
        var sending = await FillAsync();
        await CloseAsync();
        await _postgres.CreateAsync();

        var there = await ToPostgresAsync();

        // The one that was being sent when the node stopped is unknown now, in the source too.
        Assert.Equal(1, there.Recovered);
        Assert.All(there.Rows, row => Assert.True(row.Rows > 0, $"The test puts nothing into {row.Table}."));
        await using (var opened = await _postgres.OpenAsync())
        {
            var message = await opened.GetRequiredService<IMessageStore>().FindAsync(sending.Tenant, sending.Id, Token);
            Assert.Equal((MessageStatus.Unknown, "node_lost"), (message?.Status, message?.Reason));

            // What comes now is numbered behind what was copied.
            var state = await opened.GetRequiredService<ITenantStore>().FindAsync(sending.Tenant, Token);
            Assert.NotNull(state);
            var late = NewMessage(state);
            Assert.True((await opened.GetRequiredService<IMessageStore>().InsertAsync(late, Token)).Inserted);
        }

        await using var again = new SqliteHome();
        var back = await StoreCopy.ToSqliteAsync(new PostgresOptions(_postgres.OwnerConnection), new SqliteOptions(again.Folder), TimeProvider.System, Token);

        Assert.Equal(
            there.Rows.Select(row => row.Table == "messages" ? (row.Table, row.Rows + 1) : row),
            back.Rows);
        await using var reopened = await again.OpenAsync();
        var listed = await reopened.GetRequiredService<IMessageStore>().ListAsync(sending.Tenant, new MessageFilter(), null, 100, Token);
        Assert.Equal(back.Rows.Single(row => row.Table == "messages").Rows, listed.Items.Count);
    }

    [Fact]
    public async Task Copy_IntoAStoreWithRows_IsRefusedAndLeavesItAsItWas()
    {
        await FillAsync();
        await CloseAsync();
        await using (var opened = await _postgres.OpenAsync())
        {
            await opened.GetRequiredService<IPlatformStore>().ReadOrAddValueAsync("something", [1], Token);
        }

        var refusal = await Assert.ThrowsAsync<StoreOpeningException>(ToPostgresAsync);

        Assert.Contains("platform_values", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("0", await _postgres.Server.Run("SELECT count(*) FROM tenants", _postgres.Database, Token));
    }

    [Fact]
    public async Task Copy_OfAFolderThatAServerUses_IsRefused()
    {
        await _postgres.CreateAsync();

        var refusal = await Assert.ThrowsAsync<StoreOpeningException>(ToPostgresAsync);

        Assert.Contains("locked by another process", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copy_OfADatabaseWithALivingNode_IsRefused()
    {
        await _postgres.CreateAsync();
        await _postgres.Server.Run(
            "INSERT INTO nodes VALUES ('n', 'i', 'all', 'direct', '1', 's', now(), now(), now() + interval '1 hour')", _postgres.Database, Token);
        await using var target = new SqliteHome();

        var refusal = await Assert.ThrowsAsync<StoreOpeningException>(
            () => StoreCopy.ToSqliteAsync(new PostgresOptions(_postgres.OwnerConnection), new SqliteOptions(target.Folder), TimeProvider.System, Token));

        Assert.Contains("Stop them first", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copy_WhenTheTargetChangesARow_CommitsNothing()
    {
        await FillAsync();
        await CloseAsync();
        await _postgres.CreateAsync();
        await _postgres.Server.Run(
            """
            CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.recipient = NEW.recipient || '.'; RETURN NEW; END $$;
            CREATE TRIGGER spoil BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION spoil();
            """,
            _postgres.Database,
            Token);

        var refusal = await Assert.ThrowsAsync<StoreOpeningException>(ToPostgresAsync);

        Assert.Contains("has another recipient", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("0", await _postgres.Server.Run("SELECT count(*) FROM tenants", _postgres.Database, Token));
    }

    private Task<CopyReport> ToPostgresAsync() =>
        StoreCopy.ToPostgresAsync(new SqliteOptions(_sqlite.Folder), new PostgresOptions(_postgres.OwnerConnection), TimeProvider.System, Token);

    /// <summary>At least one row in every table; returns a message that is being sent.</summary>
    private async Task<NewMessage> FillAsync()
    {
        var platform = Get<IPlatformStore>();
        await platform.ReadOrAddValueAsync("secret", [1, 2, 3], Token);
        await platform.CheckAsync(Token);
        var tenant = await AddActiveTenantAsync("acme");
        var key = new ApiKey("k1", "key", false, [tenant.Id], "hash", "ep_x", ["messages:send"], Now, "tester");
        Assert.True(await Get<IKeyStore>().TryAddAsync(key, Entry(tenant.Id), Token));
        tenant = await Tenants.FindAsync(tenant.Id, Token) ?? throw new InvalidOperationException("It was added.");
        var granted = NewRevision(tenant.Id, 2);
        var template = NewTemplate(tenant.Id);
        var entry = new TemplateEntry(template.UsageType, template.Locale, 1, "hash", Now, "tester");
        var next = tenant with { Version = tenant.Version + 1, LastRevision = 2, Templates = new TemplateIndex([entry]) };
        var promotion = new Promotion(
            "p1", tenant.Id, tenant.Id, new PromotionContent("hash", [], 1, null, 2, null, [], [], new PromotedState(), new PromotedState()), Now, "tester");
        Assert.True(await Tenants.TryWriteAsync(
            new TenantChange(tenant.Version, next, Entry(tenant.Id), granted, Grants: ["grant"], NewTemplates: [template], Promotion: promotion), Token));
        Assert.True(await Get<ITokenStore>().TryLeaseAsync(tenant.Id, "grant", 2, "holder", Now, TimeSpan.FromMinutes(1), Token));
        await Tenants.AddReceiptAsync(new Receipt("r1", tenant.Id, "hash-1", "smtp", ["SignIn"], ["en"], Now, "tester"), Entry(tenant.Id), Token);
        await Tenants.TryCountAsync(tenant.Id, "connector_test", 3, TimeSpan.FromHours(1), Now, Token);
        await Get<ICapStore>().TryTakeAsync([new CapWindow("day:acme", 20_000, 20_000, 5, Now.AddDays(1))], 2, Now, Token);
        await Get<IMailboxStore>().AddAsync(new StoredMail(tenant.Id, MessageId.New(TimeProvider.System), 0, Now, [9, 8]), 10, Token);
        await Get<IAuditStore>().AddAsync(Entry(null), Token);

        var retried = NewMessage(next) with { StartNow = true, Recipient = "Zoë@exämple.com", Metadata = null };
        await InsertAsync(retried with { Keep = new KeptAnswer("scope", "body", retried.Id, [4, 5], Now) });
        Assert.True(await RecordAsync(retried, MessageStatus.Retrying, due: Now.AddMinutes(1)));
        var sending = NewMessage(next) with { StartNow = true, CreatedAt = Now.AddTicks(1234567890) };
        await InsertAsync(sending);
        return sending;
    }

    /// <summary>Opened as the source, and both gone with the test.</summary>
    private sealed class BothHomes(SqliteHome source, PostgresHome target) : StoreHome
    {
        public override Task<ServiceProvider> OpenAsync() => source.OpenAsync();

        public override async ValueTask DisposeAsync()
        {
            await source.DisposeAsync();
            await target.DisposeAsync();
        }
    }
}
