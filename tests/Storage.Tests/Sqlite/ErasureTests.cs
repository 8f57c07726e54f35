using System.Security.Cryptography;
using System.Text;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Storage.Messages;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite;

/// <summary>Marked values are looked for in every file that the store writes.</summary>
public sealed class ErasureTests : MessageBehaviour
{
    private const string Marker = "MARKED-SECRET-4711";

    private readonly SqliteHome _home = new();
    private readonly KeyRing _keys = KeyRing.Parse([Convert.ToBase64String(SHA256.HashData("key"u8))]);

    protected override StoreHome CreateHome() => _home;

    [Fact]
    public async Task Content_SealedThenFinal_IsInNoFileOfTheStore()
    {
        var tenant = await AddActiveTenantAsync("acme");
        var messages = Enumerable.Range(0, 200).Select(i =>
        {
            var message = NewMessage(tenant, $"user{i}@example.com");
            var content = _keys.Seal(Encoding.UTF8.GetBytes(Marker + i), SealedContext.Message(tenant.Id, message.Id));
            return message with { SealedContent = content, StartNow = true };
        }).ToList();
        await Task.WhenAll(messages.Select(InsertAsync));

        Assert.False(await IsAnywhereAsync(Encoding.UTF8.GetBytes(Marker)), "The marker is readable.");
        Assert.True(await IsAnywhereAsync(messages[7].SealedContent), "The search does not find what is there.");

        await Task.WhenAll(messages.Select(message => RecordAsync(message, MessageStatus.Sent)));
        await Get<SqliteDatabase>().WriteAsync(_ => 0, Token);
        await ReopenAsync();

        // Sealed bytes go too: in the file by secure_delete, in the log by its truncation.
        foreach (var message in messages)
        {
            Assert.False(await IsAnywhereAsync(message.SealedContent.AsMemory(40).ToArray()), "Erased content is still in a file.");
        }
    }

    [Fact]
    public async Task Content_SealedAnew_IsReadableUnderTheNewKey()
    {
        var tenant = await AddActiveTenantAsync("acme");
        var message = NewMessage(tenant);
        message = message with { SealedContent = _keys.Seal("content"u8, SealedContext.Message(tenant.Id, message.Id)) };
        await InsertAsync(message);
        var store = Get<IPlatformStore>();
        var both = KeyRing.Parse([Convert.ToBase64String(SHA256.HashData("new"u8)), Convert.ToBase64String(SHA256.HashData("key"u8))]);

        // The tenant's revision is not sealed in this test: it stays what it is.
        await store.ResealAsync(both.CurrentKeyId, (value, context) => value.Length < 45 ? value : both.Reseal(value, context), Token);

        var start = await StartAsync(message);
        Assert.NotNull(start.SealedContent);
        Assert.Equal(both.CurrentKeyId, KeyRing.KeyIdOf(start.SealedContent));
        Assert.Equal("content"u8, both.Open(start.SealedContent, SealedContext.Message(tenant.Id, message.Id)));
    }

    [Fact]
    public async Task Recover_InAStoreOfOneProcess_TakesBackWhatAnyNodeHeld()
    {
        var message = NewMessage(await AddActiveTenantAsync("acme")) with { Lease = new NodeLease("renamed-since", "life-0") };
        await InsertAsync(message);
        Assert.Equal((0, 1), await Messages.RecoverAsync(Node, Now, Token));
        Assert.Equal(UsageType.SignIn, Assert.Single(await LeaseAsync()).UsageType);
    }

    private async Task<bool> IsAnywhereAsync(byte[] wanted)
    {
        foreach (var path in Directory.GetFiles(_home.Folder, "emailplatform.db*"))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes, Token);
            if (bytes.AsSpan().IndexOf(wanted) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
