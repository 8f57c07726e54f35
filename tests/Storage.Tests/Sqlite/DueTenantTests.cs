using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Messages;
using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite;

/// <summary>A round of leasing comes to the tenants with something due, however many wait for later.</summary>
public sealed class DueTenantTests : MessageBehaviour
{
    private readonly SqliteHome _home = new();

    protected override StoreHome CreateHome() => _home;

    [Fact]
    public async Task Tenants_AreNotedWithTheirNextDue_AndForgottenWithTheLast()
    {
        var soon = await AddActiveTenantAsync("soon");
        var later = await AddActiveTenantAsync("later");
        await InsertAsync(NewMessage(soon) with { Lease = null });
        await InsertAsync(NewMessage(soon) with { Lease = null, CreatedAt = Now.AddSeconds(60) });
        await InsertAsync(NewMessage(later) with { Lease = null, CreatedAt = Now.AddSeconds(90) });
        var held = NewMessage(later);
        await InsertAsync(held);
        Assert.Equal([("later", 90), ("soon", 0)], await NotedAsync());

        Assert.Equal(soon.Id, Assert.Single(await LeaseAsync()).Tenant);
        Assert.Equal([("later", 90), ("soon", 60)], await NotedAsync());
        Assert.Empty(await LeaseAsync());

        await Messages.ReleaseAsync([held.Id], Node, Token);
        Assert.Equal([("later", 0), ("soon", 60)], await NotedAsync());

        Assert.Equal(3, (await Messages.LeaseDueAsync(Node, Now.AddHours(1), new HashSet<TenantId>(), 10, 10, Token)).Count);
        Assert.Empty(await NotedAsync());
    }

    private async Task<List<(string Tenant, int Seconds)>> NotedAsync()
    {
        var noted = new List<(string, int)>();
        await using var connection = new SqliteConnection($"Data Source={_home.File};Pooling=False");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT tenant, due_at FROM due_tenants ORDER BY tenant";
        await using var row = await command.ExecuteReaderAsync(Token);
        while (await row.ReadAsync(Token))
        {
            noted.Add((row.GetString(0), (int)(Engine.Micros.ToTime(row.GetInt64(1)) - Now).TotalSeconds));
        }

        return noted;
    }
}
