using EmailPlatform.Platform.Messages;
using EmailPlatform.Storage.Messages;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace EmailPlatform.Storage.Postgres;

/// <summary>
/// The interleavings of accepting and activating on one database that could break the promise of immediate effect: an insert is
/// held up by somebody else's lock at each place where it can be, and the activation commits meanwhile.
/// </summary>
public sealed class AcceptAndActivationTests : MessageBehaviour
{
    private readonly PostgresHome _home = new() { BatchLockTimeout = TimeSpan.FromMinutes(1) };

    protected override StoreHome CreateHome() => _home;

    [Fact]
    public async Task Insert_BeforeAnActivationThatCommitsFirst_IsOnTheEpochBeforeAndMovesWhenItStarts()
    {
        var before = await AddActiveTenantAsync("acme");
        var older = NewMessage(before);
        await InsertAsync(older);
        var message = NewMessage(before) with { Supersedes = true };

        // Its row is written; its transaction waits for the older message that it supersedes.
        await using var blocker = await HoldAsync($"SELECT 1 FROM messages WHERE id = '{older.Id.Value}' FOR UPDATE");
        var inserting = Messages.InsertAsync(message, Token);
        await WaitForBlockedAsync("tuple", "transactionid");
        var after = await ActivateAsync(before);
        Assert.False(inserting.IsCompleted);
        await blocker.LetGoAsync();

        // The request was there before the activation answered: the epoch before is its own, and the switch moves it along.
        Assert.Equal((true, 1L), ((await inserting).Inserted, (await inserting).Epoch));
        Assert.Equal((StartResult.Started, after.Epoch, 2), await StartedAsync(message));
    }

    [Fact]
    public async Task Insert_ThatReadsAfterTheActivation_WritesNothing()
    {
        var before = await AddActiveTenantAsync("acme");
        var message = NewMessage(before) with { Supersedes = true };

        // It waits for its kind before it looks at the tenant.
        await using var blocker = await HoldAsync($"SELECT pg_advisory_xact_lock(kind_lock('acme', '{message.RecipientKey}', '{message.UsageType}'))");
        var inserting = Messages.InsertAsync(message, Token);
        await WaitForBlockedAsync("advisory");
        var after = await ActivateAsync(before);
        await blocker.LetGoAsync();

        Assert.False((await inserting).Inserted);
        Assert.Null(await Messages.FindAsync(message.Tenant, message.Id, Token));
        Assert.Equal(after.Epoch, (await Messages.InsertAsync(message with { ExpectedVersion = after.Version }, Token)).Epoch);
    }

    [Fact]
    public async Task Insert_AfterTheAnswerOnAnotherNode_IsOnTheNewEpochOrNotAtAll()
    {
        var before = await AddActiveTenantAsync("acme");
        await using var other = await _home.OpenAsync();

        var after = await ActivateAsync(before);

        var there = other.GetRequiredService<IMessageStore>();
        Assert.False((await there.InsertAsync(NewMessage(before), Token)).Inserted);
        Assert.Equal(after.Epoch, (await there.InsertAsync(NewMessage(after), Token)).Epoch);
    }

    [Fact]
    public async Task Activation_WhileAnInsertIsOpen_DoesNotWaitForIt()
    {
        var before = await AddActiveTenantAsync("acme");
        await using var open = await HoldAsync(
            $"""
             INSERT INTO messages (id, tenant, usage_type, recipient, recipient_key, on_unknown, supersedes, epoch, created_at, expires_at, status, status_at, queue_epoch, attempts)
             SELECT gen_random_uuid(), id, 'SignIn', 'a@b.example', 'a@b.example', 'ask', false, epoch, now(), now(), 'queued', now(), epoch, 0 FROM tenants WHERE id = 'acme' AND version = {before.Version}
             """);

        var after = await ActivateAsync(before).WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Equal(2, after.Epoch);
    }

    [Fact]
    public async Task Start_HeldUpWhileAnActivationCommits_FinishesOnTheEpochThatItBeganWith()
    {
        var before = await AddActiveTenantAsync("acme");
        var message = NewMessage(before);
        await InsertAsync(message);

        await using var blocker = await HoldAsync($"SELECT 1 FROM messages WHERE id = '{message.Id.Value}' FOR UPDATE");
        var starting = StartAsync(message);
        await WaitForBlockedAsync("tuple", "transactionid");
        await ActivateAsync(before);
        await blocker.LetGoAsync();

        // Its statement began before the activation answered; the attempt says on which epoch it was made.
        var start = await starting;
        Assert.Equal((StartResult.Started, 1L, 1), (start.Result, start.Epoch, start.Revision));
    }

    [Fact]
    public async Task Inserts_OfOneKindOnTwoNodes_LeaveOneWaiting()
    {
        var tenant = await AddActiveTenantAsync("acme");
        await using var other = await _home.OpenAsync();
        IMessageStore[] nodes = [Messages, other.GetRequiredService<IMessageStore>()];

        var inserted = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () =>
        {
            var message = NewMessage(tenant) with { Supersedes = true };
            return (message.Id, Outcome: await nodes[i % 2].InsertAsync(message, Token));
        })));

        var listed = (await Messages.ListAsync(tenant.Id, new MessageFilter(), null, 100, Token)).Items;
        var waiting = Assert.Single(listed, message => message.Status == MessageStatus.Queued);
        Assert.Equal(listed.Max(message => message.Sequence), waiting.Sequence);
        Assert.Equal(
            inserted.Select(pair => pair.Id).Where(id => id != waiting.Id).ToHashSet(),
            inserted.SelectMany(pair => pair.Outcome.Superseded ?? []).ToHashSet());
    }

    [Fact]
    public async Task Record_ThatWouldWaitAgain_WhileANewerCommits_IsSuperseded()
    {
        var tenant = await AddActiveTenantAsync("acme");
        var first = NewMessage(tenant) with { StartNow = true };
        await InsertAsync(first);
        var newer = NewMessage(tenant) with { Supersedes = true };

        await using var blocker = await HoldAsync($"SELECT pg_advisory_xact_lock(kind_lock('acme', '{first.RecipientKey}', '{first.UsageType}'))");
        var inserting = Messages.InsertAsync(newer, Token);
        await WaitForBlockedAsync("advisory");
        var recording = RecordAsync(first, MessageStatus.Retrying, due: Now.AddSeconds(3));
        await WaitForBlockedAsync(2, "advisory");
        await blocker.LetGoAsync();

        Assert.True((await inserting).Inserted);
        Assert.True(await recording);

        // Whichever came first, the older one does not wait beside the newer.
        Assert.Equal(MessageStatus.Superseded, await StatusAsync(first));
    }

    private async Task<(StartResult Result, long Epoch, int Revision)> StartedAsync(NewMessage message)
    {
        var start = await StartAsync(message);
        return (start.Result, start.Epoch, start.Revision);
    }

    private async Task<Held> HoldAsync(string sql)
    {
        var connection = new NpgsqlConnection(_home.OutsideConnection);
        await connection.OpenAsync(Token);
        var transaction = await connection.BeginTransactionAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
        return new Held(connection, transaction);
    }

    private Task WaitForBlockedAsync(params string[] events) => WaitForBlockedAsync(1, events);

    /// <summary>Until so many of the store's own connections wait for a lock.</summary>
    private async Task WaitForBlockedAsync(int count, params string[] events)
    {
        await using var connection = new NpgsqlConnection(_home.OutsideConnection);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = ANY ($1)", connection)
        {
            Parameters = { new NpgsqlParameter { Value = events } },
        };
        while (await command.ExecuteScalarAsync(Token) is not long waiting || waiting < count)
        {
            await Task.Yield();
        }
    }

    private sealed class Held(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public Task LetGoAsync() => transaction.RollbackAsync(Token);

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
