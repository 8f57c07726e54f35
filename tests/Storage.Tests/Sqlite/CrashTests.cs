using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace EmailPlatform.Storage.Sqlite;

/// <summary>What a process leaves that ends without closing anything: its files as they are at that moment.</summary>
public sealed class CrashTests : MessageBehaviour
{
    private readonly SqliteHome _home = new();

    protected override StoreHome CreateHome() => _home;

    [Fact]
    public async Task Files_AsTheyAreAfterAnAnswer_HoldWhatWasAnswered()
    {
        var tenant = await AddActiveTenantAsync("acme");
        var messages = Enumerable.Range(0, 100).Select(i => NewMessage(tenant) with { StartNow = i % 2 == 0 }).ToList();
        await Task.WhenAll(messages.Select(InsertAsync));
        Assert.True(await RecordAsync(messages[0], MessageStatus.Sent));

        await using var left = new SqliteHome();
        foreach (var path in new[] { _home.File, _home.File + "-wal" })
        {
            System.IO.File.Copy(path, Path.Combine(left.Folder, Path.GetFileName(path)));
        }

        await using var services = await left.OpenAsync();
        var store = services.GetRequiredService<IMessageStore>();
        Assert.Equal((49, 50), await store.RecoverAsync(NextLife, Now, Token));
        Assert.Equal(100, (await store.ListAsync(tenant.Id, new MessageFilter(), null, 1000, Token)).Items.Count);
        Assert.Equal(MessageStatus.Sent, (await store.FindAsync(tenant.Id, messages[0].Id, Token))?.Status);
        Assert.Equal(99, (await store.LeaseDueAsync(NextLife, Now.AddSeconds(1), new HashSet<TenantId>(), 1000, 1000, Token)).Count);
    }

    [Fact]
    public async Task Log_OfAnIdleStore_IsEmptied()
    {
        await using var home = new SqliteHome();
        var time = new TestKit.Time.ManualTime();
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(time)
            .AddSqliteStorage(new SqliteOptions(home.Folder))
            .BuildServiceProvider();
        var store = services.GetRequiredService<IPlatformStore>();
        await store.OpenAsync(Token);
        await store.WriteValueAsync("name", new byte[100_000], Token);
        Assert.True(new FileInfo(home.File + "-wal").Length > 100_000);

        // The wish for it is queued ahead of the first value written afterwards, and carried out before the second.
        time.Advance(TimeSpan.FromSeconds(31));
        await store.WriteValueAsync("other", [1], Token);
        await store.WriteValueAsync("other", [2], Token);

        Assert.True(new FileInfo(home.File + "-wal").Length < 50_000);
    }
}
