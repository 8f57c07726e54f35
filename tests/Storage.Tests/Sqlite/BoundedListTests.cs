using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Messages;
using EmailPlatform.Storage.Sqlite.Engine;
using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite;

/// <summary>Lists of a tenant with a long history: bounded in what they look at, complete all the same, in nobody's way.</summary>
public sealed class BoundedListTests : MessageBehaviour
{
    private const int History = 50_000;

    private readonly SqliteHome _home = new();

    protected override StoreHome CreateHome() => _home;

    [Fact]
    public async Task List_ByAFilterThatNoIndexAnswers_ComesToEveryMatchInBoundedPages()
    {
        var tenant = await AddActiveTenantAsync("acme");
        var oldest = NewMessage(tenant) with { StartNow = true };
        await InsertAsync(oldest);
        await RecordAsync(oldest, MessageStatus.Sent);
        await AddHistoryAsync(tenant);
        var newest = NewMessage(tenant) with { StartNow = true };
        await InsertAsync(newest);
        await RecordAsync(newest, MessageStatus.Sent);

        var pages = await ReadAsync(tenant, new MessageFilter(Status: MessageStatus.Sent));

        Assert.Equal([newest.Id, oldest.Id], pages.SelectMany(page => page).Select(message => message.Id));
        Assert.InRange(pages.Count, 3, 4);
        Assert.Equal(newest.Id, Assert.Single(pages[0]).Id);
    }

    [Theory]
    [InlineData("Register", null)]
    [InlineData(null, MessageStatus.Sending)]
    [InlineData(null, MessageStatus.Held)]
    public async Task List_OfWhatIsRare_GoesThereAtOnce(string? usage, MessageStatus? status)
    {
        var tenant = await AddActiveTenantAsync("acme");
        await AddHistoryAsync(tenant);

        Assert.Empty(Assert.Single(await ReadAsync(tenant, new MessageFilter(Status: status, UsageType: usage))));
    }

    [Fact]
    public async Task List_OfATimeLongAgo_GoesThereAtOnce()
    {
        var tenant = await AddActiveTenantAsync("acme");
        await AddHistoryAsync(tenant);

        var old = await ReadAsync(tenant, new MessageFilter(From: Now.AddSeconds(1000), Until: Now.AddSeconds(1100)));
        var none = await ReadAsync(tenant, new MessageFilter(From: Now.AddDays(30)));

        Assert.Equal(Enumerable.Range(1000, 100).Reverse().Select(second => Now.AddSeconds(second)), Assert.Single(old).Select(message => message.CreatedAt));
        Assert.Empty(Assert.Single(none));
    }

    [Fact]
    public async Task LookUp_WhileEveryListHangs_IsAnswered()
    {
        var tenant = await AddActiveTenantAsync("acme");
        using var gate = new ManualResetEventSlim();
        var lists = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () => Get<SqliteDatabase>().BrowseAsync(
                _ =>
                {
                    gate.Wait(Token);
                    return 0;
                },
                Token),
            Token,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()).ToList();

        Assert.NotNull(await Tenants.FindAsync(tenant.Id, Token));
        Assert.DoesNotContain(lists, list => list.IsCompleted);
        gate.Set();
        await Task.WhenAll(lists);
    }

    private async Task<List<IReadOnlyList<Message>>> ReadAsync(TenantState tenant, MessageFilter filter)
    {
        var pages = new List<IReadOnlyList<Message>>();
        long? next = null;
        do
        {
            var page = await Messages.ListAsync(tenant.Id, filter, next, 200, Token);
            Assert.True(page.Next is null || next is null || page.Next < next, "The list does not go on.");
            pages.Add(page.Items);
            next = page.Next;
        }
        while (next is not null);

        return pages;
    }

    /// <summary>Failed sign-in mails, one a second from now on.</summary>
    private async Task AddHistoryAsync(TenantState tenant)
    {
        await using var connection = new SqliteConnection($"Data Source={_home.File};Pooling=False");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < $count)
            INSERT INTO messages (
                id, tenant, usage_type, recipient, recipient_key, on_unknown, supersedes, epoch, created_at, expires_at, status, status_at,
                queue_epoch, attempts)
            SELECT randomblob(16), $tenant, 'SignIn', 'ann@example.com', 'ann@example.com', 'resend', 0, 1, $now + n * 1000000, $now + n * 1000000,
                'failed', $now, 1, 1
            FROM numbers;
            """;
        command.Parameters.AddWithValue("$count", History);
        command.Parameters.AddWithValue("$tenant", tenant.Id.ToString());
        command.Parameters.AddWithValue("$now", Micros.Of(Now));
        await command.ExecuteNonQueryAsync(Token);
    }
}
